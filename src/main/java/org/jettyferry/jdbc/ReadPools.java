package org.jettyferry.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pools of connections for short reads, one for each server and login that several schemata share. HikariCP keeps them, and
 * is loaded with the first. A schema alone on its server, or in a database of PostgreSQL of its own, has nothing to share
 * and gets connections of its own. Safe for use by several threads.
 */
public final class ReadPools implements AutoCloseable {
    private final Map<ConnectionSettings, ReadPool> pools = new HashMap<>();

    /**
     * Makes them, without connecting.
     *
     * @param schemata the settings of all schemata
     * @param size how many of them are worked on at a time
     */
    public ReadPools(List<ConnectionSettings> schemata, int size) {
        Map<ConnectionSettings, ConnectionSettings> first = new HashMap<>();
        for (ConnectionSettings one : schemata) {
            SharedPlace.of(one.url()).ifPresent(place -> {
                ConnectionSettings server = server(one, place);
                // what a proxy makes of the first schema's name in the URL, it shall make of it here too
                ConnectionSettings earlier = first.putIfAbsent(server, place.catalog() ? server : one);
                if (earlier != null) {
                    pools.computeIfAbsent(
                            server, same -> new ReadPool(new PoolSource(() -> Database.openForPool(earlier)), size));
                }
            });
        }
    }

    /**
     * Connects to one of the schemata. What only looks gets connections from a pool, and everything else its own.
     *
     * @throws DatabaseException as {@link Database#connect(ConnectionSettings)}
     */
    public Database connect(ConnectionSettings schema) {
        return SharedPlace.of(schema.url())
                .flatMap(place -> Optional.ofNullable(pools.get(server(schema, place)))
                        .flatMap(pool -> Database.connect(schema, () -> pool.borrow(place))))
                .orElseGet(() -> Database.connect(schema));
    }

    private static ConnectionSettings server(ConnectionSettings schema, SharedPlace place) {
        return new ConnectionSettings(place.server(), schema.user(), schema.password());
    }

    @Override
    public void close() {
        pools.values().forEach(ReadPool::close);
    }
}
