"""Signing in by OpenID Connect: the code flow with PKCE, state and nonce, by Authlib. Off unless OIDC_ISSUER is set."""

import logging
import time
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from joserfc.errors import JoseError

from articles.refusals import Refused
from cms.sign_in import confirming, entering
from cms.sign_in.outside import Person, account_of
from issues.desk.pages import desk_page

logger = logging.getLogger(__name__)
AFTER = "oidc_after"
AGAIN = "oidc_again"  # in the session: when somebody who is signed in went to show once more that it is them
LEEWAY = 60
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_FAILED = "统一登录没有成功，请再试一次；一直这样请找管理员，或用本站的账号和密码登录。"


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """To the provider, which sends the person back to `back`. Refused where none is set."""
    request.session.pop(AGAIN, None)
    return _sent_there(request)


@desk_page()
def again(request: HttpRequest) -> HttpResponse:
    """To the provider once more, which must ask for the password again whatever it remembers (`confirming`)."""
    request.session[AGAIN] = time.time()
    return _sent_there(request, prompt="login", max_age=0)


def _sent_there(request: HttpRequest, **asked: Any) -> HttpResponse:
    client = _client()
    request.session[AFTER] = entering.safe_address(request, request.GET.get("next"))
    try:
        to = request.build_absolute_uri(reverse("sign_in:back"))
        answer: HttpResponse = client.authorize_redirect(request, to, **asked)
    except (AuthlibBaseError, OSError, RuntimeError, ValueError):
        return _failed(request)
    return answer


@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """From the provider. State, nonce, signature, issuer, audience and times are checked before anybody is believed."""
    client = _client()
    after, asked = request.session.pop(AFTER, None), request.session.pop(AGAIN, None)
    if after is None:
        return _failed(request)
    try:
        issuer = _issuer(client)
        wanted = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
            "exp": {"essential": True},
            "sub": {"essential": True},
        }
        claims = client.authorize_access_token(request, claims_options=wanted, leeway=LEEWAY).get("userinfo")
        if not claims:
            return _failed(request)
        user = account_of(_person(issuer, claims))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("admin:login")
    except (AuthlibBaseError, JoseError, OSError, RuntimeError, ValueError, KeyError, TypeError):
        return _failed(request)
    if asked is not None:
        return _confirmed(request, user, claims, asked, after)
    return entering.enter(request, user, backend=entering.OUTSIDE, after=after)


def _confirmed(request: HttpRequest, user: User, claims: dict[str, Any], asked: float, after: str) -> HttpResponse:
    """Back where they were, if the provider asked the same person for the password after we did (auth_time)."""
    shown = claims.get("auth_time")
    if user.pk == request.user.pk and isinstance(shown, int | float) and shown >= asked - LEEWAY:
        confirming.set_confirmed(request)
        return redirect(after)
    messages.error(request, "统一登录没有再问密码，或者换了人，没有确认。请退出后再登录一次。")
    return redirect("sign_in:account")


def _issuer(client: Any) -> str:
    """Who the provider says it is, which must be whom the setting names. ValueError for anybody else."""
    told = str(client.load_server_metadata()["issuer"])
    if told.rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
        raise ValueError(f"统一登录自称 {told}，与设置的 {settings.OIDC_ISSUER} 不同")
    # Only signatures with a key of which we have the public half: one that the provider's description allows besides
    # (none, HS256) would let in whoever can write, or knows that public half.
    offered = client.server_metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    client.server_metadata["id_token_signing_alg_values_supported"] = [one for one in offered if one in ALGORITHMS]
    return told


def _person(issuer: str, claims: dict[str, Any]) -> Person:
    def said(name: str) -> str:
        return str(claims.get(name) or "")

    groups = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    first = said("given_name") or ("" if said("family_name") else said("name"))
    return Person(
        issuer=issuer,
        subject=str(claims["sub"]),
        username=said(settings.OIDC_NAME_CLAIM),
        last_name=said("family_name"),
        first_name=first,
        email=said("email") if claims.get("email_verified", True) else "",
        groups=[str(one) for one in groups] if isinstance(groups, list) else [str(groups)],
    )


def _failed(request: HttpRequest) -> HttpResponse:
    logger.warning("统一登录失败", exc_info=True)
    messages.error(request, _FAILED)
    return redirect("admin:login")


def _client() -> Any:
    if not settings.OIDC_ISSUER:
        raise Refused("没有设统一登录。")
    return _made(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


@lru_cache(maxsize=4)
def _made(issuer: str, client_id: str, secret: str) -> Any:
    from authlib.integrations.django_client import OAuth  # half a second of imports that most sites never need

    return OAuth().register(
        "office",
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=client_id,
        client_secret=secret,
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
    )
