"""Below /admin/sign-in/."""

from django.urls import path

from cms.bodies import may_send
from cms.sign_in import account, confirming, oidc, views

app_name = "sign_in"
urlpatterns = [
    path("", account.account, name="account"),
    path("people/<int:pk>/", account.colleague, name="colleague"),
    path("alive/", account.alive, name="alive"),
    path("factor/", account.factor, name="factor"),
    path("may-send/", may_send, name="may_send"),
    path("code/", views.code, name="code"),
    path("enrol/", views.enrol, name="enrol"),
    path("confirm/", confirming.confirm, name="confirm"),
    path("on/", views.on, name="on"),
    path("office/", oidc.start, name="office"),
    path("office/again/", oidc.again, name="again"),
    path("office/back/", oidc.back, name="back"),
    path("password/", views.new_password, name="password"),
]
