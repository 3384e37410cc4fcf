"""Signing in through the identity provider of a clinic (OpenID Connect)."""

from fastapi import APIRouter

router = APIRouter()
