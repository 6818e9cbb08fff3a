package org.jettyferry.node;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.jettyferry.node.route.Site;

/** A web application of one servlet behind the filter, for a Jetty in this JVM. Both may go asynchronous. */
final class FilteredWebapp {
    private FilteredWebapp() {}

    /**
     * At {@code /shop}, routed as the site says; the filter sees what it sees where a module or an initializer adds
     * it.
     */
    static ServletContextHandler shop(Site site, HttpServlet servlet) {
        return shop(site, servlet, EnumSet.of(DispatcherType.REQUEST));
    }

    /** The same where a {@code web.xml} maps the filter to other dispatches, too. */
    static ServletContextHandler shop(Site site, HttpServlet servlet, EnumSet<DispatcherType> seen) {
        return at("/shop", new FilterHolder(new FerryFilter(config -> site.routing())), servlet, seen);
    }

    /** At any path, with a filter that finds its node by itself. */
    static ServletContextHandler at(String path, FilterHolder filter, HttpServlet servlet) {
        return at(path, filter, servlet, EnumSet.of(DispatcherType.REQUEST));
    }

    private static ServletContextHandler at(
            String path, FilterHolder filter, HttpServlet servlet, EnumSet<DispatcherType> seen) {
        ServletContextHandler webapp = new ServletContextHandler(path);
        filter.setAsyncSupported(true);
        webapp.addFilter(filter, "/*", seen);
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        webapp.addServlet(holder, "/");
        return webapp;
    }
}
