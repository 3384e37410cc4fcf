SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.glidepath_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE FUNCTION public.glidepath_next_in_chain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
    IF NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM event)
       OR NEW.prev_hash <> COALESCE(
            (SELECT hash FROM event ORDER BY seq DESC LIMIT 1), repeat('0', 64))
    THEN RAISE EXCEPTION 'not the next in the chain';
    END IF;
    RETURN NEW;
END $$;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.event (
    seq bigint NOT NULL,
    id text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    person text NOT NULL,
    kind text NOT NULL,
    schema_version bigint NOT NULL,
    body text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT actor_is_named CHECK (((length(actor) >= 1) AND (length(actor) <= 64))),
    CONSTRAINT at_is_an_instant CHECK ((length(at) = 27)),
    CONSTRAINT body_has_a_version CHECK ((schema_version >= 1)),
    CONSTRAINT body_is_a_mapping CHECK ((substr(body, 1, 1) = '{'::text)),
    CONSTRAINT counts_from_one CHECK ((seq >= 1)),
    CONSTRAINT hashes CHECK (((length(prev_hash) = 64) AND (length(hash) = 64))),
    CONSTRAINT id_is_long CHECK ((length(id) >= 16)),
    CONSTRAINT kind_is_named CHECK (((length(kind) >= 1) AND (length(kind) <= 32))),
    CONSTRAINT person_is_an_id_or_nobody CHECK (((person = ''::text) OR (length(person) >= 16))),
    CONSTRAINT role_is_named CHECK (((length(role) >= 1) AND (length(role) <= 32)))
);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.event VALUES (1, 'I5Oms2OT2_dhlCASgzMwpA', '2026-11-22T09:31:00.000001Z', 'dr.example', 'prescriber', '', 'signed_in', 1, '{}', '0000000000000000000000000000000000000000000000000000000000000000', '8c56da774bd310fb6a9b83fa80bd1d51fef2253a41d7f08db4f83db29432cd3f');
INSERT INTO public.event VALUES (2, 'wgNUw7nusR7MGKpUI1xTIQ', '2026-11-22T09:32:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'person_added', 1, '{"name":"Ædelgård Ó Example"}', '8c56da774bd310fb6a9b83fa80bd1d51fef2253a41d7f08db4f83db29432cd3f', '7a71a6fd56c59515e5ac3d8b70c5a23e80c675059da482bcb47630e7c2ce32b2');
INSERT INTO public.event VALUES (3, 'b0OCQPYRmW17JJWbRfWC-Q', '2026-11-22T09:33:00.000001Z', 'dr.example', 'prescriber', 'EWHCp1jV5OHqA_rQEokzUw', 'person_added', 1, '{}', '7a71a6fd56c59515e5ac3d8b70c5a23e80c675059da482bcb47630e7c2ce32b2', '73f00c4a6e39086f53a07523a8f02e6859292d597665410c0add9cec3cd50663');
INSERT INTO public.event VALUES (4, 'QsEhwYugUEJG0rKE8nTwyg', '2026-11-22T09:34:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'situation', 1, '{"goal":"stop","weight_kg":"64.5"}', '73f00c4a6e39086f53a07523a8f02e6859292d597665410c0add9cec3cd50663', '1e326d06084955ac6be4e1f5b0367de23095314efd201c5b491fe8b27c8a7b2d');
INSERT INTO public.event VALUES (5, 'QWl7DEDFE5fx1LMOdagzDg', '2026-11-22T09:35:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'plan_proposed', 1, '{"input":{"goal":"stop"},"plan":"plan-1","report":{"steps":[{"daily_dose_mg":"1.75"}]},"versions":{"engine":"0.1.0","knowledge":"k","products":"p"}}', '1e326d06084955ac6be4e1f5b0367de23095314efd201c5b491fe8b27c8a7b2d', 'a4b5b5d89cdd0eca30ac8327127e23a17c6a081c1082663770629d25710e4b18');
INSERT INTO public.event VALUES (6, '3P_Qd2SB7WW_O74I-uqAYQ', '2026-11-22T09:36:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'plan_signed', 1, '{"plan":"plan-1"}', 'a4b5b5d89cdd0eca30ac8327127e23a17c6a081c1082663770629d25710e4b18', '3c8b0bef0c0f6406b76b4ec534ec481bfc3e5810b35e5c5e0ea125818fef624c');
INSERT INTO public.event VALUES (7, 'Xf3rQ60QhcYf3_trTJCcOg', '2026-11-22T09:37:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'day_entry', 1, '{"hard":9,"note":"½ tablet – “no”\n\\ \u0000","on":"2026-11-22"}', '3c8b0bef0c0f6406b76b4ec534ec481bfc3e5810b35e5c5e0ea125818fef624c', '6e46a5f110a407511922efc375725057845ce19faac1786bbd3f93d9c5a4cc41');
INSERT INTO public.event VALUES (8, 'bL-fbw781MxaT5VbTUixqg', '2026-11-22T09:38:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'correction', 1, '{"body":{"hard":6,"on":"2026-11-22"},"reason":"typed 9 for 6","replaces":"Xf3rQ60QhcYf3_trTJCcOg"}', '6e46a5f110a407511922efc375725057845ce19faac1786bbd3f93d9c5a4cc41', '3557246e96f3d24d865f85ecdf4c052486b36ff68d5559acf86cabf7d7d07ed4');
INSERT INTO public.event VALUES (9, 'ao1pyaSoplG1OukoxxD6mw', '2026-11-22T09:39:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'triage_raised', 1, '{"flag":"RF-01"}', '3557246e96f3d24d865f85ecdf4c052486b36ff68d5559acf86cabf7d7d07ed4', '41a0f167e4b2e2e0f7599ecbe09a8e4fc63411dadf1804f1f7f161b72ddb5824');
INSERT INTO public.event VALUES (10, 'tTjFDlaQEKCctDpwSM3MUw', '2026-11-22T09:40:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'review_planned', 1, '{"on":"2026-12-06"}', '41a0f167e4b2e2e0f7599ecbe09a8e4fc63411dadf1804f1f7f161b72ddb5824', '876ccd1f87a61b109591f77be05a3be319f44965acd4672878e890c07cfcc622');
INSERT INTO public.event VALUES (11, 'w-SExhfEK4NI3u15cJCRHg', '2026-11-22T09:41:00.000001Z', 'dr.example', 'prescriber', 'EWHCp1jV5OHqA_rQEokzUw', 'triage_raised', 1, '{"flag":"RF-02"}', '876ccd1f87a61b109591f77be05a3be319f44965acd4672878e890c07cfcc622', 'be5935d9e0b0b092f26404aa77dfab070afe4da5e199db25d0a6cd38166165ba');
INSERT INTO public.event VALUES (12, 'OwTpUbKRAKuLqXqhUUv8hA', '2026-11-22T09:42:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'acknowledged', 1, '{"flag":"ao1pyaSoplG1OukoxxD6mw"}', 'be5935d9e0b0b092f26404aa77dfab070afe4da5e199db25d0a6cd38166165ba', '48305fabd798939b3101becd2a762830d8e08d19dbd68ee69a266c9042cf48d3');
INSERT INTO public.event VALUES (13, 'OJ_GbxYgZi3re3P3fvV06g', '2026-11-22T09:43:00.000001Z', 'dr.example', 'prescriber', 'oRnnB5DB63_D6zJeyD1GUQ', 'viewed', 1, '{"what":"file"}', '48305fabd798939b3101becd2a762830d8e08d19dbd68ee69a266c9042cf48d3', 'fe40ebe66be57fc4a9bdeb6d11e5b7606293d8bdd12ee838920109b7df561e4b');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_id_key UNIQUE (id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_prev_hash_key UNIQUE (prev_hash);
CREATE INDEX event_of_kind ON public.event USING btree (kind, seq);
CREATE INDEX event_of_person ON public.event USING btree (person, seq);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.glidepath_append_only();
CREATE TRIGGER event_is_never_deleted BEFORE DELETE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.glidepath_append_only();
CREATE TRIGGER event_joins_the_chain BEFORE INSERT ON public.event FOR EACH ROW EXECUTE FUNCTION public.glidepath_next_in_chain();
