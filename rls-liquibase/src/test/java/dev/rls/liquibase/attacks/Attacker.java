package dev.rls.liquibase.attacks;

import dev.rls.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Whoever runs SQL as the application's login: alice of acme, with a token of hers. What was somebody else's she has only
 * where the attack says so.
 */
final class Attacker implements AutoCloseable {

    /** Stands for what no row shows, and is more than an attacker may know or do. */
    static final String SUCCESS = "this was more than hers";

    private final Site site;
    private final TestDatabase database;
    private final boolean ruleTaken;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Session> others = new ArrayList<>();

    Attacker(Site site, TestDatabase database, boolean ruleTaken) {
        this.site = site;
        this.database = database;
        this.ruleTaken = ruleTaken;
    }

    Tokens tokens() {
        return site.tokens();
    }

    TestDatabase database() {
        return database;
    }

    /** Whether this is the control; for rules that no SQL takes away. */
    boolean ruleTaken() {
        return ruleTaken;
    }

    /** A new session of the attacker's, in a transaction without claims. */
    Session open() throws SQLException {
        return opened(new Session(database, "application"));
    }

    /** With parameters of the connection. */
    Session open(Map<String, String> parameters) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Map.of("user", "application", "password", "secret"));
        properties.putAll(parameters);
        Connection connection = DriverManager.getConnection(database.url(), properties);
        connection.setAutoCommit(false);
        return opened(new Session(connection));
    }

    private Session opened(Session session) {
        sessions.add(session);
        return session;
    }

    /** A session of bob's of globex, through the same application: the attacker is not told what it is told. */
    Session victim() throws SQLException {
        Session session = new Session(database, "application");
        others.add(session);
        return session.bind(tokens().of("globex"));
    }

    Session boundToAcme() throws SQLException {
        Session session = open().bind(tokens().of("acme"));
        if (session.told().contains("error ")) {
            throw new IllegalStateException("her own token does not bind: " + session.told());
        }
        return session;
    }

    void acme(String... steps) throws SQLException {
        boundToAcme().sql(steps).commit();
    }

    /** Binds a token to a new transaction and looks. */
    void look(String token) throws SQLException {
        open().bind(token).sql("select * from invoice").commit();
    }

    /** Two statements that differ only in whether what they are about is there, for somebody else. */
    void apart(Session session, String there, String notThere) throws SQLException {
        if (!session.answer(there).equals(session.answer(notThere))) {
            session.tell(SUCCESS);
        }
    }

    /** Two queries of which the planner expects different numbers of rows only if it looks at foreign ones. */
    void estimatedApart(Session session, String many, String none) throws SQLException {
        if (!session.estimate(many).equals(session.estimate(none))) {
            session.tell(SUCCESS);
        }
    }

    /** What a superuser does, for whoever runs the database. */
    void admin(String... steps) throws SQLException {
        database.superuser().execute(steps);
        site.settle(database);
    }

    /** What somebody else does in a session of the attacker's, as in a pool. */
    void somebodyElse(Session session, Session.Body body) throws SQLException {
        session.asSomebodyElse(body);
        site.settle(database);
    }

    /** What the victim did until now. */
    void settle() throws SQLException {
        site.settle(database);
    }

    String told() {
        StringBuilder told = new StringBuilder();
        sessions.forEach(session -> told.append(session.told()));
        return told.toString();
    }

    @Override
    public void close() throws SQLException {
        for (Session session : sessions) {
            session.close();
        }
        for (Session session : others) {
            session.close();
        }
    }
}
