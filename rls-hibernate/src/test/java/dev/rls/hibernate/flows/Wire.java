package dev.rls.hibernate.flows;

import dev.rls.fixtures.RoundTrips;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One connection through a proxy that counts, as a pool of one hands it out, and how often that did. */
final class Wire {

    private final RoundTrips trips;
    private final Connection physical;
    private final AtomicInteger taken = new AtomicInteger();

    Wire(RoundTrips trips, String database, String user, String password) throws SQLException {
        this.trips = trips;
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {trips.port()});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        physical = source.getConnection();
    }

    int roundTrips() {
        return trips.count();
    }

    int taken() {
        return taken.get();
    }

    DataSource dataSource() {
        Connection lent = (Connection) Proxy.newProxyInstance(
                Wire.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(physical, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                Wire.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    taken.incrementAndGet();
                    return lent;
                });
    }
}
