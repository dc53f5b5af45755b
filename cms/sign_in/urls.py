"""Below /admin/sign-in/."""

from django.urls import path

from cms.sign_in import views

app_name = "sign_in"
urlpatterns = [
    path("password/", views.new_password, name="password"),
]
