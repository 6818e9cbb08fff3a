package org.jettyferry.rolling;

import java.util.function.Function;
import org.jettyferry.jdbc.Database;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Server;

/**
 * What a rolling upgrade works on.
 *
 * @param registry of the site
 * @param stores connects to the session store of a server whose URL is known
 * @param updates brings a schema up to date
 */
public record RollingSite(Registry registry, Function<Server, Database> stores, SchemaUpdates updates) {}
