package com.acme.shop;

import jakarta.persistence.Entity;

@Entity
class Invoice extends Tenanted<Long> {
    String number;

    /** An entity within another class has a dollar sign in its binary name. */
    @Entity
    static class LineItem extends Tenanted<Long> {
        int position;
    }
}
