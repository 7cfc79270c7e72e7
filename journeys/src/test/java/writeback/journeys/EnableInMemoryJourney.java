package writeback.journeys;

import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;

class EnableInMemoryJourney extends EnableJourney {

    @Override
    Organisation organisation() throws InterruptedException {
        return Organisation.start(Options.forTest());
    }
}
