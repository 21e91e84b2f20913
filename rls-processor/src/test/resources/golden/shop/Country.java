package com.acme.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Everybody's. */
@Entity
class Country {
    @Id String code;
}
