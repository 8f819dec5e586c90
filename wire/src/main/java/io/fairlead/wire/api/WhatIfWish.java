package io.fairlead.wire.api;

import java.util.List;
import java.util.Optional;

/**
 * What is to be tried on the site's jobs of the past.
 *
 * @param addGpus as {@code 4xA100}, {@code 4xA100@NODE} or, of a model that no machine has, {@code 4xH200:141} with its GB
 * @param removeGpus as {@code 2xA100} or {@code 2xA100@NODE}
 * @param addNodes as {@code NODE} or {@code 2xNODE}: more machines like that one
 * @param set settings as {@code KEY=VALUE}, keys of the configuration beneath {@code limits} and {@code shares}
 * @param since how far back, as {@code 30 days} or a time; 30 days unless given
 * @param svg whether a picture is wanted, too
 */
public record WhatIfWish(
        List<String> addGpus,
        List<String> removeGpus,
        List<String> addNodes,
        List<String> set,
        Optional<String> since,
        boolean svg) {
    public WhatIfWish {
        addGpus = List.copyOf(addGpus);
        removeGpus = List.copyOf(removeGpus);
        addNodes = List.copyOf(addNodes);
        set = List.copyOf(set);
    }
}
