package dev.rls.spring.internal;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Says so where nothing verifies tokens: every request is then answered as if it had none, whatever it brings. */
public final class MissingVerifier implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(MissingVerifier.class);

    @Override
    public void afterSingletonsInstantiated() {
        LOG.warn(Messages.PROPERTY_MISSING + ": " + Messages.PROPERTY_MISSING_PROBLEM.formatted("issuer")
                + ". Until then every request is one without a token, unless a filter of your own opens the scopes");
    }
}
