package com.acme.shop;

/** Constants may stand in annotations as well. */
final class Names {
    static final String TENANT = "orgId";

    private Names() {}
}
