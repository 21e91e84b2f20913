package dev.rls.hibernate.internal.query;

import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.query.spi.NativeQueryInterpreterInitiator;
import org.hibernate.service.spi.SessionFactoryServiceContributor;
import org.hibernate.service.spi.SessionFactoryServiceInitiator;
import org.hibernate.service.spi.SessionFactoryServiceInitiatorContext;
import org.hibernate.service.spi.SessionFactoryServiceRegistryBuilder;

/** Puts {@link NativeQueries} in front of Hibernate's own interpreter in each session factory. Found by ServiceLoader. */
public final class NativeQueryServices implements SessionFactoryServiceContributor {

    @Override
    public void contribute(SessionFactoryServiceRegistryBuilder builder) {
        builder.addInitiator(new Initiator());
    }

    private static final class Initiator implements SessionFactoryServiceInitiator<NativeQueryInterpreter> {

        @Override
        public Class<NativeQueryInterpreter> getServiceInitiated() {
            return NativeQueryInterpreter.class;
        }

        @Override
        public NativeQueryInterpreter initiateService(SessionFactoryServiceInitiatorContext context) {
            return new NativeQueries(
                    context.getSessionFactory(), NativeQueryInterpreterInitiator.INSTANCE.initiateService(context));
        }
    }
}
