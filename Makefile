# make run   the site on http://127.0.0.1:8000 with sample content (PORT=… for another port)
# make test  everything that guards the code: style, types, layers, tests on SQLite and PostgreSQL, in a browser
# make drill a release changed under load, the guide walked in a root of its own (minutes)
# make audit known flaws of the pinned libraries; make sbom  a bill of materials (CycloneDX) in var/sbom.json
.DEFAULT_GOAL := help
.PHONY: audit drill sbom help run test check test-sqlite test-postgresql test-browser screenshots mutants pins clean
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE  # the tests start hundreds of processes: each module is compiled once, not by every one

help:
	@sed -n 's/^# //p' Makefile

.venv/.made: requirements-tools.txt
	@echo "== 建立虚拟环境 .venv（$$($(PYTHON) --version)）"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本。"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "无法建立虚拟环境。Debian：apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

.venv/.run: .venv/.made requirements.txt
	@echo "== 安装运行所需的库（requirements.txt，按校验和）"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@touch $@

.venv/.test: .venv/.made requirements-dev.txt requirements-ldap.txt
	@echo "== 安装测试所需的库（requirements-dev.txt，按校验和）"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-ldap.txt \
	  || echo "== LDAP 登录的测试将跳过：python-ldap 需要 apt-get install libldap-dev libsasl2-dev"
	@touch $@ .venv/.run

run: .venv/.run
	@echo "== 准备数据库"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py prepare_samples
	@echo "== 启动：前台 http://127.0.0.1:$(PORT)/ ，后台 http://127.0.0.1:$(PORT)/admin/ （Ctrl-C 停止）"
	@export SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)}; $(BIN)/python manage.py minute --every 60 & minute=$$!; trap 'kill $$minute 2>/dev/null' EXIT INT TERM; \
	  DEBUG=$${DEBUG:-false} $(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT)

test: .venv/.test
	@$(MAKE) --no-print-directory --jobs=2 --keep-going --output-sync=target check test-browser test-sqlite test-postgresql
	@echo "== 全部通过"

check: .venv/.test
	@echo "== 代码规范、类型、分层"
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/mypy
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0

test-sqlite: .venv/.test
	@echo "== 测试（SQLite）"
	@$(BIN)/python -m pytest -q -m "not deployment and not drill" --ignore=tests/browser -n 2

test-postgresql: .venv/.test
	@echo "== 测试（PostgreSQL）"
	@$(BIN)/python tests/postgresql.py $(BIN)/python -m pytest -q -m "not deployment and not drill" --ignore=tests/browser -n 2

test-browser: .venv/.test
	@echo "== 测试（Chromium、nginx）"
	@$(BIN)/python -m pytest -q -m "browser or deployment" -n 2 tests/browser tests/deploy

drill: .venv/.test
	@echo "== 演练：换版、退版、照运维手册装一遍（PostgreSQL）"
	@$(BIN)/python tests/postgresql.py $(BIN)/python -m pytest -q -m drill tests/deploy

# Pictures of every kind of page into docs/screenshots/ (PARTS="public modes desk work statistics"; all without it).
screenshots: .venv/.test
	@$(BIN)/python docs/take_screenshots.py $(PARTS)

# Changes the cores' code a little in many places and counts what the tests notice (PIECES="document query"; all without).
mutants: .venv/.test requirements-mutants.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-mutants.txt
	@nice $(BIN)/python benchmarks/mutants.py $(PIECES)

.venv/.audit: .venv/.made requirements-audit.txt
	@$(PYTHON) -m venv .venv/audit
	@$(BIN)/uv pip install --quiet --python .venv/audit/bin/python --require-hashes -r requirements-audit.txt
	@touch $@

# Exit 2 where no source of advisories could be reached.
audit: .venv/.audit
	@.venv/audit/bin/python deploy/audit.py

sbom: .venv/.audit
	@mkdir -p var
	@.venv/audit/bin/cyclonedx-py requirements --sv 1.6 --of JSON --output-reproducible --validate --pyproject pyproject.toml -o var/sbom.json requirements.txt
	@echo "== 软件物料清单：var/sbom.json"

# Write the pins again after a change of requirements*.in.
pins: .venv/.made
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-tools.in -o requirements-tools.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-typos.in -o requirements-typos.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-heic.in -o requirements-heic.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-ldap.in -o requirements-ldap.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-mutants.in -o requirements-mutants.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-audit.in -o requirements-audit.txt

clean:
	rm -rf .venv var .mypy_cache .pytest_cache .ruff_cache
