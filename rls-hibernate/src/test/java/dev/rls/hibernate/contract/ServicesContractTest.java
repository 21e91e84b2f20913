package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.internal.connection.BindingConnectionProvider;
import dev.rls.hibernate.internal.inspect.TamperingInspector;
import dev.rls.hibernate.internal.lock.CollectionLocks;
import dev.rls.hibernate.internal.persister.FilteredSingleTable;
import dev.rls.hibernate.internal.query.MultiTableStrategies;
import dev.rls.hibernate.internal.query.PolicyTranslatorFactory;
import dev.rls.hibernate.internal.query.RejectedRows;
import dev.rls.hibernate.internal.session.EnabledFilters;
import dev.rls.hibernate.internal.session.TenantChangeGuard;
import dev.rls.hibernate.internal.session.TenantResolver;
import dev.rls.hibernate.internal.write.ForgedInstances;
import dev.rls.hibernate.internal.write.WriteGuard;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.jdbc.connections.internal.DataSourceConnectionProvider;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategyProvider;
import org.hibernate.service.Service;
import org.hibernate.sql.results.jdbc.spi.JdbcValuesMappingProducerProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a session factory is made with: an upgrade that no longer takes it from us fails here, by name. */
@OnSupportedHibernate
class ServicesContractTest {

    private static SessionFactory opened;
    private static SessionFactoryImplementor factory;

    @BeforeAll
    static void start() {
        opened = Factories.build(
                Place.connectBy(Shop.onH2().application()), Customer.class, Invoice.class, Currency.class);
        factory = opened.unwrap(SessionFactoryImplementor.class);
    }

    @AfterAll
    static void stop() {
        opened.close();
    }

    @Test
    void connectionsComeFromTheBindingProvider() {
        assertThat(service(MultiTenantConnectionProvider.class)).isInstanceOf(BindingConnectionProvider.class);
    }

    /** Hibernate makes none beside a multi-tenant one; its own initiator does, asked without that one in sight. */
    @Test
    void theProviderBelowIsTheOneThatWasConfigured() {
        assertThat(service(ConnectionProvider.class)).isInstanceOf(DataSourceConnectionProvider.class);
    }

    @Test
    void queriesAreTranslatedByTheTranslatorOfTheSetting() {
        assertThat(factory.getQueryEngine().getSqmTranslatorFactory()).isInstanceOf(PolicyTranslatorFactory.class);
    }

    @Test
    void insertsByQueryThroughTemporaryTablesAreThoseOfTheInitiator() {
        assertThat(service(SqmMultiTableMutationStrategyProvider.class)
                        .getClass()
                        .getEnclosingClass())
                .isEqualTo(MultiTableStrategies.class);
    }

    /** Statements that Hibernate translates by itself, as those that lock a collection, ask it for their results. */
    @Test
    void resultsOfStatementsAreThoseOfTheInitiator() {
        assertThat(service(JdbcValuesMappingProducerProvider.class).getClass().getEnclosingClass())
                .isEqualTo(CollectionLocks.class);
    }

    @Test
    void protectedEntitiesHavePersistersOfOurs() {
        assertThat(factory.getMappingMetamodel().getEntityDescriptor(Invoice.class))
                .isInstanceOf(FilteredSingleTable.class);
        assertThat(factory.getMappingMetamodel().getEntityDescriptor(Currency.class))
                .isNotInstanceOf(FilteredSingleTable.class);
    }

    /** It is given to us before anyone else may replace it, and what we set in it stays where we return none. */
    @Test
    void theDefaultBuilderKeepsWhatIsSetInIt() {
        assertThat(factory.getSessionFactoryOptions().getCurrentTenantIdentifierResolver())
                .isInstanceOf(TenantResolver.class);
        assertThat(factory.getSessionFactoryOptions().getStatementInspector()).isInstanceOf(TamperingInspector.class);
        assertThat(factory.getSessionFactoryOptions().isMultiTenancyEnabled()).isTrue();
    }

    @Test
    void whatTheDatabaseRejectsIsConvertedByOurs() {
        assertThat(factory.getJdbcServices()
                        .getSqlExceptionHelper()
                        .getSqlExceptionConverter()
                        .getClass()
                        .getEnclosingClass())
                .isEqualTo(RejectedRows.class);
    }

    @Test
    void listenersComeFirstWhereTheyMustAndElseLast() {
        assertThat(listeners(EventType.LOAD)).first().isEqualTo(EnabledFilters.class);
        assertThat(listeners(EventType.INIT_COLLECTION)).first().isEqualTo(EnabledFilters.class);
        assertThat(listeners(EventType.FLUSH_ENTITY)).first().isEqualTo(TenantChangeGuard.class);
        for (EventType<?> around : List.of(EventType.DELETE, EventType.MERGE)) { // what the others throw is told by it
            assertThat(listeners(around))
                    .as(around.eventName())
                    .singleElement()
                    .satisfies(
                            listener -> assertThat(listener.getEnclosingClass()).isEqualTo(ForgedInstances.class));
        }
        for (EventType<?> write :
                List.of(EventType.PRE_INSERT, EventType.PRE_UPDATE, EventType.PRE_DELETE, EventType.PRE_UPSERT)) {
            assertThat(listeners(write)).last().as(write.eventName()).isEqualTo(WriteGuard.class);
        }
    }

    private static <T extends Service> T service(Class<T> role) {
        return factory.getServiceRegistry().requireService(role);
    }

    private static List<Class<?>> listeners(EventType<?> event) {
        List<Class<?>> classes = new ArrayList<>();
        factory.getEventEngine()
                .getListenerRegistry()
                .getEventListenerGroup(event)
                .listeners()
                .forEach(listener -> classes.add(listener.getClass()));
        return classes;
    }
}
