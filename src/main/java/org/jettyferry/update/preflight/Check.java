package org.jettyferry.update.preflight;

import java.util.List;
import java.util.Optional;

/**
 * A check as its file describes it.
 *
 * @param file its file, relative to the folder of the updates
 * @param name unique among the checks of a site
 * @param severity what it means if it fails
 * @param tables it is needed only where all of these exist, so that it does not fail on a schema that is still empty
 * @param query what it asks the server
 * @param expected what the answer must be
 * @param explanation what is wrong if it fails, and what would come of that
 * @param remedy what the operator can do then
 * @param repair the statements that mend one row of the answer; empty if there is no guided repair
 */
public record Check(
        String file,
        String name,
        Severity severity,
        List<String> tables,
        PerProduct<String> query,
        Expectation expected,
        String explanation,
        String remedy,
        Optional<PerProduct<List<RowStatement>>> repair) {}
