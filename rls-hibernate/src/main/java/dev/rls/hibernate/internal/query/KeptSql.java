package dev.rls.hibernate.internal.query;

import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.internal.JdbcEnvironmentInitiator;
import org.hibernate.engine.jdbc.env.spi.ExtractedDatabaseMetaData;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.engine.jdbc.env.spi.LobCreatorBuilder;
import org.hibernate.engine.jdbc.env.spi.NameQualifierSupport;
import org.hibernate.engine.jdbc.env.spi.QualifiedObjectNameFormatter;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.spi.StandardSqlAstTranslator;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.model.ast.TableMutation;
import org.hibernate.sql.model.jdbc.JdbcMutationOperation;
import org.jspecify.annotations.Nullable;

/** Writes the SQL of a {@link KeptSelect} once; everything else is the dialect's. */
public final class KeptSql implements StandardServiceInitiator<JdbcEnvironment> {

    @Override
    public Class<JdbcEnvironment> getServiceInitiated() {
        return JdbcEnvironment.class;
    }

    @Override
    public JdbcEnvironment initiateService(Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        JdbcEnvironment environment = JdbcEnvironmentInitiator.INSTANCE.initiateService(configuration, registry);
        return new Environment(environment, new Translators(environment.getSqlAstTranslatorFactory()));
    }

    private record Translators(SqlAstTranslatorFactory dialect) implements SqlAstTranslatorFactory {

        @Override
        public SqlAstTranslator<JdbcSelect> buildSelectTranslator(
                SessionFactoryImplementor factory, SelectStatement statement) {
            return statement instanceof KeptSelect select
                    ? new Translator(factory, select, dialect)
                    : dialect.buildSelectTranslator(factory, statement);
        }

        @Override
        public SqlAstTranslator<? extends JdbcOperationQueryMutation> buildMutationTranslator(
                SessionFactoryImplementor factory, MutationStatement statement) {
            return dialect.buildMutationTranslator(factory, statement);
        }

        @Override
        public <O extends JdbcMutationOperation> SqlAstTranslator<O> buildModelMutationTranslator(
                TableMutation<O> mutation, SessionFactoryImplementor factory) {
            return dialect.buildModelMutationTranslator(mutation, factory);
        }
    }

    private static final class Translator extends StandardSqlAstTranslator<JdbcSelect> {

        private final KeptSelect select;
        private final SqlAstTranslatorFactory dialect;

        Translator(SessionFactoryImplementor factory, KeptSelect select, SqlAstTranslatorFactory dialect) {
            super(factory, select);
            this.select = select;
            this.dialect = dialect;
        }

        @Override
        public JdbcSelect translate(@Nullable JdbcParameterBindings bindings, QueryOptions options) {
            JdbcSelect sql = select.sql();
            return sql != null
                    ? sql
                    : select.keep(dialect.buildSelectTranslator(getSessionFactory(), select)
                            .translate(bindings, options));
        }
    }

    private record Environment(JdbcEnvironment environment, SqlAstTranslatorFactory translators)
            implements JdbcEnvironment {

        @Override
        public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
            return translators;
        }

        @Override
        public Dialect getDialect() {
            return environment.getDialect();
        }

        @Override
        public ExtractedDatabaseMetaData getExtractedDatabaseMetaData() {
            return environment.getExtractedDatabaseMetaData();
        }

        @Override
        public @Nullable Identifier getCurrentCatalog() {
            return environment.getCurrentCatalog();
        }

        @Override
        public @Nullable Identifier getCurrentSchema() {
            return environment.getCurrentSchema();
        }

        @Override
        @SuppressWarnings("deprecation") // it is asked for as long as it is there
        public QualifiedObjectNameFormatter getQualifiedObjectNameFormatter() {
            return environment.getQualifiedObjectNameFormatter();
        }

        @Override
        public IdentifierHelper getIdentifierHelper() {
            return environment.getIdentifierHelper();
        }

        @Override
        public NameQualifierSupport getNameQualifierSupport() {
            return environment.getNameQualifierSupport();
        }

        @Override
        public SqlExceptionHelper getSqlExceptionHelper() {
            return environment.getSqlExceptionHelper();
        }

        @Override
        public LobCreatorBuilder getLobCreatorBuilder() {
            return environment.getLobCreatorBuilder();
        }
    }
}
