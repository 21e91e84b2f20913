package dev.rls.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity that belongs to nobody. */
@Entity
public class Currency {

    @Id
    private String code;

    protected Currency() {}

    public Currency(String code) {
        this.code = code;
    }

    public String getCode() {
        return code;
    }
}
