package org.jettyferry.node;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.jetty.plus.jndi.Resource;
import org.jettyferry.testkit.servers.TestDatabase;

/** A DataSource under a JNDI name, which counts the connections that are open. */
final class BoundSource {
    private final TestDatabase database;
    private final AtomicInteger borrowed = new AtomicInteger();
    private final List<Integer> timeouts = new CopyOnWriteArrayList<>();

    private BoundSource(TestDatabase database) {
        this.database = database;
    }

    /** Binds a DataSource in Jetty's own JNDI. */
    static BoundSource bind(String name, TestDatabase database) throws NamingException {
        BoundSource bound = new BoundSource(database);
        new Resource(name, bound.source());
        return bound;
    }

    /** Returns how many connections are open now. */
    int borrowed() {
        return borrowed.get();
    }

    /** Returns the network time-outs that connections had when they were closed. */
    List<Integer> timeoutsGivenBack() {
        return timeouts;
    }

    private DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                BoundSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> lend(database.connect()));
    }

    private Connection lend(Connection connection) {
        borrowed.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                BoundSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        timeouts.add(connection.getNetworkTimeout());
                        borrowed.decrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException ? e.getCause() : e;
                    }
                });
    }
}
