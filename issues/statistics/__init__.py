"""采用统计: who had how many items adopted, and what that is worth.

    rules        the scoring rules of an office, as dated data
    facts        what is counted: adoptions, 批示, penalties, drafts sent, assignments
    scoring      facts and rules → lines, one for every point
    summarising  lines → the summary: sums, ranks, places gained
    summary      what is printed of a period: a row a unit and a person, 零报送
    freezing     a closed period's result as JSON, and how a later count differs from it
    letters      the text of a 通报, drafted from the figures

These are pure. `counting` and `adopted` read the facts from the database, `planning` what comes; `closing`,
`assigning`, `importing`, `proofs`, `running` and `unit_letters` change what is stored.
"""
