package dev.rls.spring.transactions;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The kinds of transaction that methods declare. */
class Transactions {

    @Transactional
    void required(Runnable work) {
        work.run();
    }

    @Transactional(readOnly = true)
    void readOnly(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.NESTED)
    void nested(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void requiresNew(Runnable work) {
        work.run();
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void notSupported(Runnable work) {
        work.run();
    }
}
