package org.jettyferry.store.detect;

import java.util.List;
import java.util.Map;
import org.jettyferry.jetty.BlobLayout;

/**
 * What the rows of a session table show, read in one pass.
 *
 * @param now the server's time, milliseconds since 1970
 * @param rows the number of rows
 * @param expired rows whose {@code expiryTime} has passed; 0 there means never
 * @param blobBytes bytes of all blobs
 * @param largestBlob bytes of the largest blob
 * @param newestSave the largest {@code lastSavedTime}, milliseconds since 1970; 0 without rows
 * @param webApps one for each context path and virtual host
 * @param lastNodes sessions by the node that used them last, most first
 * @param layouts blobs of a sample by their layout
 * @param check changes when any row is added, removed or saved
 */
public record TableStatistics(
        long now,
        long rows,
        long expired,
        long blobBytes,
        long largestBlob,
        long newestSave,
        List<WebApp> webApps,
        Map<String, Long> lastNodes,
        Map<BlobLayout, Long> layouts,
        String check) {

    public TableStatistics {
        webApps = List.copyOf(webApps);
        lastNodes = Map.copyOf(lastNodes);
        layouts = Map.copyOf(layouts);
    }

    /**
     * A web application as the rows name it.
     *
     * @param contextPath the column's value; empty for NULL too
     * @param virtualHost the column's value
     * @param rows its sessions
     * @param cookieTimeIsCreateTime how many of them have a {@code cookieTime} equal to {@code createTime}, as Jetty 12
     *     writes it; up to 11 it is 0
     */
    public record WebApp(String contextPath, String virtualHost, long rows, long cookieTimeIsCreateTime) {}

    /** Returns the number of blobs in the sample. */
    public long sampled() {
        return layouts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the rows that have not expired. */
    public long live() {
        return rows - expired;
    }
}
