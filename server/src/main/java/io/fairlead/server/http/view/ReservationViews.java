package io.fairlead.server.http.view;

import io.fairlead.core.upkeep.Reservation;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.ReservationList.ReservationView;
import java.util.List;
import java.util.Optional;

/** What is reserved as the API shows it. */
public final class ReservationViews {
    private ReservationViews() {}

    public static ReservationList all(List<Desk.ReservationNow> all) {
        return new ReservationList(all.stream().map(ReservationViews::one).toList());
    }

    public static ReservationView one(Desk.ReservationNow now) {
        Reservation it = now.reservation();
        Reservation.Part part = it.part();
        return new ReservationView(
                it.name(),
                part.node().cluster().number(),
                part.node().node(),
                now.devices().stream()
                        .map(device ->
                                new ReservationView.ReservedDevice(device.id().text(), device.index(), device.model()))
                        .toList(),
                part.cores().amount(),
                part.memory().count(),
                it.from(),
                it.until(),
                Optional.of(it.members()).filter(_ -> now.open()).map(ReservationViews::members),
                it.by());
    }

    private static ReservationView.ReservedFor members(Reservation.Members members) {
        return new ReservationView.ReservedFor(
                List.copyOf(members.users()), List.copyOf(members.projects()), List.copyOf(members.groups()));
    }
}
