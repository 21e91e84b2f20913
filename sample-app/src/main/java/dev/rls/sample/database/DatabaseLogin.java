package dev.rls.sample.database;

import java.util.UUID;

/** A role with a random password: only this process can log in with it. */
record DatabaseLogin(String user, String password) {

    static DatabaseLogin of(String user) {
        return new DatabaseLogin(user, UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return user;
    }
}
