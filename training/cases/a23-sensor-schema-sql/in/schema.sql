-- Database of the greenhouse sensors. Owner: Ilse Makonnen. Version 17.
-- Times are UTC everywhere; the page shows them in local time.

CREATE TABLE house (
    house_id    smallint PRIMARY KEY,
    name        varchar(40) NOT NULL UNIQUE,
    area_m2     numeric(7,1) CHECK (area_m2 > 0),
    crop        varchar(30) DEFAULT 'tomato'
);

CREATE TABLE sensor (
    sensor_id   char(9) PRIMARY KEY,          -- as printed on the lid, e.g. GH3-T0041
    house_id    smallint NOT NULL REFERENCES house ON DELETE RESTRICT,
    quantity    varchar(12) NOT NULL CHECK (quantity IN ('temp', 'humidity', 'co2', 'light')),
    calibrated  date,
    battery_mv  integer DEFAULT 3000
);

CREATE TABLE reading (
    sensor_id   char(9) NOT NULL REFERENCES sensor ON DELETE CASCADE,
    taken_at    timestamptz NOT NULL,
    value       real NOT NULL,
    doubtful    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (sensor_id, taken_at)
) PARTITION BY RANGE (taken_at);

-- Partitions are months; the job at 01:15 on the 25th makes the next one.
CREATE INDEX reading_by_time ON reading USING brin (taken_at);

-- A jump of more than 8 degrees between two readings is marked, not thrown away.
CREATE FUNCTION mark_doubtful() RETURNS trigger AS $$
BEGIN
    IF abs(NEW.value - last_value_of(NEW.sensor_id)) > 8 THEN
        NEW.doubtful := true;
    END IF;
    IF NEW.taken_at > now() + interval '5 minutes' THEN
        RAISE EXCEPTION 'reading from the future' USING ERRCODE = 'GH201';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE VIEW low_battery AS
    SELECT sensor_id, house_id FROM sensor WHERE battery_mv < 2450;

GRANT SELECT ON reading, low_battery TO gardener;
GRANT INSERT ON reading TO gateway;
