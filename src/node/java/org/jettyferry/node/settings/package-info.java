/**
 * Reads {@code server.properties} and notices when it changes.
 *
 * <p>{@code SettingsWatch} reads the file each second. It uses no WatchService, because bind mounts, network drives
 * and the swapped links of Kubernetes give no notification. A change counts when the file has stayed the same for a
 * second: its writer may not have finished, and half of a file looks like a file with settings removed.
 *
 * <pre>
 *   content changed ──▶ same for 1 s? ──▶ NodeSettings.from ──▶ listener: router, poller, lease
 *        ▲                  │ last line without end: 5 looks in 2 s
 *        └── look again ◀───┘
 * </pre>
 *
 * <p>{@code NodeSettings} holds what the node itself needs. It passes all properties on to {@code RoutingSettings},
 * which reads its own in the same way. Both report problems through {@code SettingsWatch}, which logs each one once
 * and shows it on the status pages as long as it lasts.
 *
 * <p>Thread-safety: one thread looks; settings are immutable and any thread reads them.
 *
 * <p>Hazards: an unusable value keeps the previous one in force and is reported, without the value if it may hold a
 * secret. A file that is missing, empty or not text changes nothing. The environment wins over the file. A file that
 * is found once is never exchanged for another candidate.
 */
@NullMarked
package org.jettyferry.node.settings;

import org.jspecify.annotations.NullMarked;
