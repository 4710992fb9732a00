"""Signing in by a provider of OpenID Connect: the authorization code flow with PKCE, state and nonce."""

from ui.accounts.openid.flow import Claims, OpenId, OpenIdError, Started

__all__ = ["Claims", "OpenId", "OpenIdError", "Started"]
