// Made by `npm run api` from the server's OpenAPI document. Do not edit.
export interface paths {
    "/api/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Voices
         * @description List voices: one's own newest first, then presets. Everything that is given must hold.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_voices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Voice
         * @description Get one voice with its samples, versions and quality report.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_voice"];
        /**
         * Update Voice
         * @description Change a voice; what is left out stays. Presets take favourite, category and settings.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        put: operations["update_voice"];
        post?: never;
        /**
         * Delete Voice
         * @description Put a voice into the trash, where it stays for 30 days.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_voice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview Voice
         * @description Get a short spoken sample, made once for each language and text, and kept.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["preview_voice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Voice
         * @description Bring a voice back from the trash.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["restore_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description List the fits of a voice, oldest first.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate Version
         * @description Have a voice speak with another of its fits.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["activate_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/samples/{sample_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sample Audio
         * @description Get a recording of a voice, with byte ranges.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["sample_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export Voices
         * @description Export voices as a `.clonyvoice` file, with their recordings and fits.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        post: operations["export_voices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Import
         * @description Say what is in a `.clonyvoice` file, what clashes and what is unsafe; nothing is changed.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["preview_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Voices
         * @description Import the voices of a `.clonyvoice` file: all of them, or none when anything is wrong.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["import_voices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/favorites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Favorites
         * @description List favourite voices.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_favorites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/favorites/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Toggle Favorite
         * @description Make a voice a favourite, or no longer one.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["toggle_favorite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Categories
         * @description List categories with the number of voices in each.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_categories"];
        put?: never;
        /**
         * Create Category
         * @description Make a category.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["create_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Category
         * @description Delete a category; its voices stay.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_category"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Consent
         * @description Note that the person of a clone agreed; a recording of it is checked against the voice's samples.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["add_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/consents/{consent_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Consent Audio
         * @description Get the recording of a spoken consent, with byte ranges.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["consent_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke Consent
         * @description Revoke the consent to a clone, for good: its samples and fits, and those of voices made of it, are deleted.
         *
         *     Work that uses them is stopped. Lists what was made with them, which stays.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["revoke_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/made": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Made With Voice
         * @description List what was made with a voice and with those made of it: generations, and takes of projects.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_made_with_voice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Clone
         * @description Say a text in a cloned voice. Presets and designed voices are taken too.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["generate_clone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/preset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Preset
         * @description Say a text in a preset, by its plain name (`af_heart`) or id.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["generate_preset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/design": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Design
         * @description Say a text in a designed voice: a kept one, or one made for this call from `description` and `seed`.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["generate_design"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/clone-chunked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Chunked
         * @description Say a text a sentence a chunk, each kept, addressable and replaceable.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["generate_chunked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/clone-chunked-multivoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Multivoice
         * @description Say segments one after another, each in its own voice, as one sound.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["generate_multivoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/clone-chunked-multilang": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Multilang
         * @description Say a text of several languages in one voice: found per sentence, or given per segment.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["generate_multilang"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/regenerate-chunk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Regenerate Chunk
         * @description Make one chunk again, in other words or with another seed; the old take is kept.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["regenerate_chunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generate/merge-chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge Chunks
         * @description Join chunks that are there already into a new generation: in any order, with any silence between.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["merge_chunks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generation/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Generation
         * @description Stop a generation, or all of this key's; the answer comes when their compute has stopped.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["cancel_generation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Split Text
         * @description Split a text into sentences, with exact offsets into it.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["split_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pronunciations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Pronunciations
         * @description Get this key's pronunciations.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["get_pronunciations"];
        /**
         * Put Pronunciations
         * @description Replace this key's pronunciations: words that everything it asks for says another way.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        put: operations["put_pronunciations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pronunciations/alternatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suggest Pronunciations
         * @description List the ways in which a word may be said: as it is now, by the dictionary, by its letters.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["suggest_pronunciations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Generations
         * @description List the caller's generations, newest first, without chunks and words.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["list_generations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Generation
         * @description Get one generation with its chunks, takes and words.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["get_generation"];
        put?: never;
        post?: never;
        /**
         * Delete Generation
         * @description Delete a generation and its sound; one that is being made is stopped first.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        delete: operations["delete_generation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Generation Audio
         * @description Get the sound, in any format, with byte ranges.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["generation_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Generation Credentials
         * @description Get the signed C2PA manifest of a format that cannot carry one: the sidecar of the file with this format.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["generation_credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/subtitles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Generation Subtitles
         * @description Get subtitles that are exact to the word, as SRT or WebVTT.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["generation_subtitles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Generation
         * @description Transcribe the sound back and flag chunks that do not sound like their text.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["check_generation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/chunks/{index}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Chunk Audio
         * @description Get one chunk's sound, also while later ones are still being made.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["chunk_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/chunks/{index}/takes/{take_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take Audio
         * @description Get the sound of any take of a chunk.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["take_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/generations/{generation_id}/chunks/{index}/takes/{take_id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate Take
         * @description Have another take of a chunk be heard; its text comes back with it.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["activate_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clone/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Clone
         * @description Clone a voice from one recording: it can speak at once, and gets better in the background.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_clone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clone/create-multi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Clone Of Many
         * @description Clone a voice from 2 to 50 recordings, weighted by quality; those of somebody else are left out.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_clone_of_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clone/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Recording
         * @description Judge a recording before a voice is made of it: its quality, what is said in it, what to do better.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["check_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/refine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refine Clone
         * @description Make a clone better in the background, or fit it for another engine; it speaks all the while.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["refine_clone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/design/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Design
         * @description Make voices from a description; what they measure is told, and the same seed makes the same voice.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_design"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/blend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Blend Voices
         * @description Mix voices by weight: `0.6*a + 0.4*b`; presets, clones and designs.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["blend_voices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voices/{voice_id}/nudge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nudge Voice
         * @description Make a copy of any voice that is older, brighter, calmer, warmer, higher or faster, as measured.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["nudge_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transcribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transcribe
         * @description Write down what is said in a recording (Whisper), up to an hour of it.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["transcribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audio-duration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Audio Duration
         * @description Measure a recording: its exact length, rate, channels and codec. No model is loaded.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["audio_duration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify Recording
         * @description Say where a recording comes from: its Content Credentials, whether they are whole, and its watermark.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["verify_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Transcriptions
         * @description List the caller's transcriptions, newest first, without their segments.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        get: operations["list_transcriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transcriptions/{transcription_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Transcription
         * @description Get one transcription, in any format; while it runs, the segments so far.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        get: operations["get_transcription"];
        put?: never;
        post?: never;
        /**
         * Delete Transcription
         * @description Delete a transcription, stopping it first when it runs.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        delete: operations["delete_transcription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transcriptions/{transcription_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Transcription
         * @description Stop a transcription; the answer comes when its compute has stopped, with the segments so far.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["cancel_transcription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description List the caller's projects, the last changed first.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * Create Project
         * @description Make a project, empty or from a script.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Project
         * @description Get the whole document of a project; its revision is the `ETag`.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_project"];
        /**
         * Update Project
         * @description Change a project's name and settings.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        put: operations["update_project"];
        post?: never;
        /**
         * Delete Project
         * @description Put a project into the trash, or remove it for good.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_project"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Project
         * @description Bring a project back from the trash.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["restore_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duplicate Project
         * @description Copy a project with its lines, takes and assets; the copy's history begins anew.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["duplicate_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply Operations
         * @description Change the document, all operations or none; `If-Match` is the revision that they were made on.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["apply_operations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Change
         * @description Take the caller's last change back; what others changed since stays.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["undo_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redo Change
         * @description Make the change again that was last undone.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["redo_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Assets
         * @description List a project's assets, oldest first.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_assets"];
        put?: never;
        /**
         * Add Asset
         * @description Add music, an effect, a recording or a video's sound; it is decoded once, at 48 kHz stereo.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["add_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/assets/{asset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Asset
         * @description Get one asset.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_asset"];
        put?: never;
        post?: never;
        /**
         * Delete Asset
         * @description Take an asset off the list; clips that play it go on doing so.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_asset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/assets/{asset_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asset Audio
         * @description Get an asset's sound as WAV, 48 kHz stereo, with byte ranges.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["asset_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/assets/{asset_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asset File
         * @description Get an asset's file as it was uploaded, with byte ranges: a video with its picture.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["asset_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/assets/{asset_id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Asset Peaks
         * @description Get an asset's waveform.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["asset_peaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Project History
         * @description List what changed, newest first.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["project_history"];
        put?: never;
        /**
         * Name Revision
         * @description Name a revision as a restore point.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["name_revision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/history/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Restore Point
         * @description Delete a restore point: the revision loses its name and stays in the history.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_restore_point"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/history/{revision}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Revision
         * @description Bring the document back to an earlier revision, as a new one.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["restore_revision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Project
         * @description Get the project as subtitles, script, JSON, Audacity labels, a timeline of OpenTimelineIO or Reaper, or whole.
         *
         *     Scope `projects:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["export_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Script
         * @description Read a script, book, subtitles or `.clonyproject` file and say what is in it; nothing is made.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["preview_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Script
         * @description Make a project of a script, book, subtitles or `.clonyproject` file, or add lines to one that is there.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["import_script"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/speak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speak Lines
         * @description Generate lines, or some words of a line, as one job; each take is heard in its line as soon as it is made.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["speak_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/dub": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dub Asset
         * @description Make lines of an asset's transcript, each in its slot; /speak then says them at the pace that fits.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["dub_asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/takes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Takes Of All
         * @description List the takes of all the caller's projects, the last made first.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["list_takes_of_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/lines/{line_id}/takes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Takes
         * @description List a line's takes and failed attempts, oldest first.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["list_takes"];
        put?: never;
        /**
         * Adopt Generation
         * @description Make a finished generation a take of a line; deleting the generation later does not touch it.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["adopt_generation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/takes/{take_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Project Take Audio
         * @description Get a take's sound as FLAC, with byte ranges.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["project_take_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/takes/{take_id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take Peaks
         * @description Get a take's waveform.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["take_peaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/takes/{take_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Project Take
         * @description Transcribe a take back: what was heard, and which words of its text were not; its line keeps that as `heard`.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["check_project_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/mix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Mix
         * @description Hear the mix from any point on, streamed at once; nobody who stops listening costs anything.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["play_mix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/renders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Renders
         * @description List a project's renders, newest first.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["list_renders"];
        put?: never;
        /**
         * Start Render
         * @description Write the mix of the present revision to a file, as a job; with chapters, or into a video.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["start_render"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/renders/{render_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Render
         * @description Get one render.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["get_render"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/renders/{render_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Render Audio
         * @description Get a render's file, with byte ranges.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["render_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/renders/{render_id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Render Credentials
         * @description Get the signed C2PA manifest of a render in a format that cannot carry one.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["render_credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export-presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Export Presets
         * @description List the presets of exports that this key keeps for all projects, by name.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["list_export_presets"];
        put?: never;
        /**
         * Create Export Preset
         * @description Keep settings of an export under a name; renders of any project take them as `preset`.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["create_export_preset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export-presets/{preset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Export Preset
         * @description Get one preset that this key keeps.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["get_export_preset"];
        /**
         * Change Export Preset
         * @description Rename a preset, or replace its settings.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        put: operations["change_export_preset"];
        post?: never;
        /**
         * Delete Export Preset
         * @description Remove a preset. Files that were made with it stay.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        delete: operations["delete_export_preset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/dubs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Dubs
         * @description List a project's dubs, newest first.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["list_dubs"];
        put?: never;
        /**
         * Start Dub
         * @description Dub a recording or video as one job: speakers, lines in their slots, speech that fits them, the video.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        post: operations["start_dub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/dubs/{dub_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Dub
         * @description Get one dub: what was heard, who speaks, and how far it is.
         *
         *     Scope `tts:timeline`, 30 requests a minute unless set otherwise.
         */
        get: operations["get_dub"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/translation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate Lines
         * @description Give the lines that have slots other texts, in their order or by the times of subtitles, as one change.
         *
         *     Scope `projects:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["translate_lines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description Tell that the server runs. Needs no key, reads nothing, and answers at once whatever else is going
         *     on.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * System Stats
         * @description Tell the load: CPU in percent, memory and disk in bytes, GPUs, this process and its models, the queue.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["system_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * System Info
         * @description Tell the hardware, the versions, and the engines with what each can do and whether its weights are
         *     here.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["system_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Api Keys
         * @description List API keys: for a key, itself and those it made.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_api_keys"];
        put?: never;
        /**
         * Create Api Key
         * @description Create an API key. The answer holds its secret, this once; a key gives at most what it holds itself.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update Api Key
         * @description Change an API key's name, scopes, limits or Content Credentials.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        put: operations["update_api_key"];
        post?: never;
        /**
         * Revoke Api Key
         * @description Revoke an API key and all keys that it made, at once.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description List the models, their sizes and licences, and whether their weights are here.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{model_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Download Model
         * @description Fetch a model's weights in the background; `model.progress` events tell how far it is.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        post: operations["download_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Model
         * @description Remove a model's weights from the disk; a model in use stays in memory until it is unloaded.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        delete: operations["delete_model"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Engines
         * @description List the engines that can be installed: their sizes and licences, and whether they are here.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_engines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{engine_id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Install Engine
         * @description Install an engine in the background, anew if it is here; it can be used as soon as that is done.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        post: operations["install_engine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{engine_id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify Engine
         * @description Read an engine's files through and start it once; the job's result has the `problems`.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        post: operations["verify_engine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{engine_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Engine
         * @description Remove an engine with its weights; voices keep their fits for it.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        delete: operations["delete_engine"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Records
         * @description List records of the audit log, newest first. Only the studio may.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_audit_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check Audit Log
         * @description Check the audit log from its first record to its last. Only the studio may.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["check_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description List the caller's jobs, newest first.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description Get one job of the caller.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Job
         * @description Stop a job; the answer comes when its compute has stopped. One that has ended is answered as it is.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign In
         * @description Follow the one-time link that `clonyvoice serve` or `clonyvoice open` printed, and be signed in.
         */
        get: operations["sign_in"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description Tell whether this browser is signed in, until when, and the token that changes must carry.
         */
        get: operations["get_session"];
        put?: never;
        post?: never;
        /**
         * Sign Out
         * @description Sign this browser out, in all its windows.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Speech
         * @description Say a text, as OpenAI's `audio.speech.create` does; the sound is sent while it is made.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["create_speech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Served Models
         * @description List the names that `model` may have.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_served_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Speech Models
         * @description List the names that `model` may have for speech, as Open WebUI asks for them (not in OpenAI's API).
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_speech_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Served Model
         * @description Get one of the names that `model` may have.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_served_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Transcription
         * @description Write down a recording, as OpenAI's `audio.transcriptions.create` does.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["create_transcription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Translation
         * @description Write down a recording of any language in English, as OpenAI's `audio.translations.create` does.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["create_translation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Speech Voices
         * @description List what may stand as `voice`: presets, OpenAI's names, and with a key one's own (not in OpenAI's API).
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_speech_voices"];
        put?: never;
        /**
         * Create Custom Voice
         * @description Make a voice of a recording, or of a description with `type=prompt`, as OpenAI's `audio.voices.create` does.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_custom_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/voices/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Custom Voice
         * @description Put a voice into the trash for 30 days.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_custom_voice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/voice_consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Voice Consents
         * @description List recorded consents, newest first, as OpenAI's `audio.voice_consents.list` does.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_voice_consents"];
        put?: never;
        /**
         * Create Voice Consent
         * @description Record a spoken consent, as OpenAI's `audio.voice_consents.create` does; name it when you clone.
         *
         *     It is written down at once, and checked against the samples when a voice is cloned with it.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_voice_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/voice_consents/{consent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Voice Consent
         * @description Get one recorded consent.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_voice_consent"];
        put?: never;
        /**
         * Rename Voice Consent
         * @description Give a recorded consent another label, as OpenAI's `audio.voice_consents.update` does.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["rename_voice_consent"];
        /**
         * Delete Voice Consent
         * @description Delete a recorded consent. Voices that were cloned with it keep their copy; revoke those to stop them.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_voice_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-speech/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Speech
         * @description Say a text, as ElevenLabs' `text_to_speech.convert` does: the whole sound at its end.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_speech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-speech/{voice_id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Speech Stream
         * @description Say a text, as ElevenLabs' `text_to_speech.stream` does: sound while it is made.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_speech_stream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-speech/{voice_id}/with-timestamps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Speech With Timestamps
         * @description Say a text and tell when each character is said, as `text_to_speech.convert_with_timestamps` does.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_speech_with_timestamps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-speech/{voice_id}/stream/with-timestamps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Speech Stream With Timestamps
         * @description Say a text with the times of its characters while it is made, a JSON object a line.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_speech_stream_with_timestamps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-dialogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Dialogue
         * @description Say the lines of a dialogue, as ElevenLabs' `text_to_dialogue.convert` does.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_dialogue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-dialogue/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Dialogue Stream
         * @description Say the lines of a dialogue while they are made.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_dialogue_stream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-dialogue/with-timestamps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Dialogue With Timestamps
         * @description Say the lines of a dialogue and tell when each character is said, and by whom.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_dialogue_with_timestamps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-dialogue/stream/with-timestamps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text To Dialogue Stream With Timestamps
         * @description Say the lines of a dialogue with the times of their characters, a JSON object a line.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["text_to_dialogue_stream_with_timestamps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/speech-to-text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Speech To Text
         * @description Write down a recording with the times of its words, as ElevenLabs' `speech_to_text.convert` does.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        post: operations["speech_to_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/speech-to-text/transcripts/{transcription_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Transcript
         * @description Get a transcript that was made before, as ElevenLabs' `speech_to_text.transcripts.get` does.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        get: operations["get_transcript"];
        put?: never;
        post?: never;
        /**
         * Delete Transcript
         * @description Remove a transcript for good.
         *
         *     Scope `audio:process`, 5 requests a minute unless set otherwise.
         */
        delete: operations["delete_transcript"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get All Voices
         * @description List all voices as ElevenLabs' `voices.get_all` does: presets, and with a key one's own.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_all_voices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v2/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search Voices
         * @description Find voices, a page at a time, as ElevenLabs' `voices.search` does.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["search_voices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices/settings/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Default Voice Settings
         * @description Get the settings that voices have unless they are set, as `voices.settings.get_default` does.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_default_voice_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get One Voice
         * @description Get one voice by its id, its name or a stock id, as ElevenLabs' `voices.get` does.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_one_voice"];
        put?: never;
        post?: never;
        /**
         * Delete One Voice
         * @description Put a voice into the trash for 30 days, as ElevenLabs' `voices.delete` asks.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        delete: operations["delete_one_voice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices/{voice_id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Voice Settings
         * @description Get a voice's settings, as ElevenLabs' `voices.settings.get` does; only `speed` means something here.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_voice_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices/{voice_id}/settings/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit Voice Settings
         * @description Change a voice's settings, as ElevenLabs' `voices.settings.update` does.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["edit_voice_settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices/{voice_id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit Voice
         * @description Rename or describe a voice, as ElevenLabs' `voices.update` does.
         *
         *     Scope `voices:write`, 20 requests a minute unless set otherwise.
         */
        post: operations["edit_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/voices/add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Voice
         * @description Clone a voice, as ElevenLabs' `voices.ivc.create` does: it can speak at once, and gets better.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["add_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/previews/{token}.mp3": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Preview
         * @description Get a voice's preview by a link from a listing, which needs no key and is good for an hour.
         */
        get: operations["play_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-voice/design": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Design Voice
         * @description Design three voices from a description and hear them, as ElevenLabs' `text_to_voice.design` does.
         *
         *     A machine that is too busy to make three within 40 s answers with one or two.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["design_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-voice/create-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Voice Previews
         * @description Do what `design` does, by the name that it had before.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_voice_previews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-voice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Designed Voice
         * @description Keep a designed voice, as ElevenLabs' `text_to_voice.create` does.
         *
         *     Scope `clone:create`, 2 requests a minute unless set otherwise.
         */
        post: operations["create_designed_voice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/text-to-voice/{generated_voice_id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream Designed Voice
         * @description Get the preview of a designed voice, as ElevenLabs' `text_to_voice.preview.stream` does.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["stream_designed_voice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Speaking Models
         * @description List the names that `model_id` may have, as ElevenLabs' `models.list` does.
         *
         *     Scope `voices:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["list_speaking_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get User
         * @description Get who asks, as ElevenLabs' `user.get` does: a key of this machine, without any plan.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/user/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Subscription
         * @description Get what may still be used, as ElevenLabs' `user.subscription.get` does: nothing is counted here.
         *
         *     Scope `system:read`, 60 requests a minute unless set otherwise.
         */
        get: operations["get_subscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List History
         * @description List what was said, newest first, as ElevenLabs' `history.list` does.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["list_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/history/{history_item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get History Item
         * @description Get what was said once, as ElevenLabs' `history.get` does.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["get_history_item"];
        put?: never;
        post?: never;
        /**
         * Delete History Item
         * @description Remove what was said once, with its sound, for good.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        delete: operations["delete_history_item"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/history/{history_item_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get History Audio
         * @description Get the sound of what was said once, as ElevenLabs' `history.get_audio` does: MP3.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        get: operations["get_history_audio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/elevenlabs/v1/history/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Download History
         * @description Get the sound of one item, or a zip of several, as ElevenLabs' `history.download` does.
         *
         *     Scope `tts:generate`, 10 requests a minute unless set otherwise.
         */
        post: operations["download_history"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AdoptBody
         * @description A generation whose sound becomes a take of a line.
         * @example {
         *       "generation_id": "gen_…"
         *     }
         */
        AdoptBody: {
            /** Generation Id */
            generation_id: string;
        };
        /**
         * AlternativesBody
         * @description The ways in which a word may be said, as `pronunciations` take them, the present one first.
         */
        AlternativesBody: {
            /** Word */
            word: string;
            /** Alternatives */
            alternatives: string[];
        };
        /**
         * AppliedBody
         * @description The result of a change; `ids` are those that each operation made or changed.
         *
         *     `changed` are the items after it by id (null where one was deleted), `lines` the state, takes and length of the
         *     lines among them; both are null where more than 200 items changed: read the document again.
         */
        AppliedBody: {
            /** Revision */
            revision: number;
            /** Applied */
            applied: number;
            /** Ids */
            ids: (string | null)[];
            /** Changed */
            changed: {
                [key: string]: unknown;
            } | null;
            /** Lines */
            lines: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * AssetBody
         * @description Music, an effect, a recording, or the sound of a video.
         */
        AssetBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Credit */
            credit: string;
            /** Media Type */
            media_type: string;
            /** Duration */
            duration: number;
            /**
             * Samples
             * @description At 48 kHz.
             */
            samples: number;
        };
        /**
         * AssetList
         * @description A project's assets, oldest first.
         */
        AssetList: {
            /** Assets */
            assets: components["schemas"]["AssetBody"][];
        };
        /**
         * AuditCheckBody
         * @description The outcome of a check of the whole log.
         */
        AuditCheckBody: {
            /** Whole */
            whole: boolean;
            /** Records */
            records: number;
            /**
             * Number
             * @description The number of the newest record.
             */
            number: number;
            /**
             * Hash
             * @description Its hash: noted elsewhere, it shows later that the log was not written anew.
             */
            hash: string;
            /** First At */
            first_at: string | null;
            /** Last At */
            last_at: string | null;
            /** Problems */
            problems: components["schemas"]["AuditProblemBody"][];
        };
        /**
         * AuditPage
         * @description Records of the audit log, newest first.
         */
        AuditPage: {
            /**
             * Enabled
             * @description Whether records are being written now.
             */
            enabled: boolean;
            /** Records */
            records: components["schemas"]["AuditRecordBody"][];
            /** Total */
            total: number;
            /**
             * Next Before
             * @description Send it as `before` for the records before these.
             */
            next_before: number | null;
        };
        /**
         * AuditProblemBody
         * @description Something that is wrong in the log, and where.
         */
        AuditProblemBody: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "edited" | "removed" | "reordered" | "repeated" | "truncated" | "damaged" | "half_line" | "closed_half_line";
            /** File */
            file: string;
            /** Line */
            line: number;
            /** At */
            at: string | null;
            /** Message */
            message: string;
        };
        /**
         * AuditRecordBody
         * @description A record of the audit log: its number, time, event, who, and what else the event has.
         */
        AuditRecordBody: {
            /**
             * N
             * @description Its number; the first record is 1.
             */
            n: number;
            /** At */
            at: string;
            /** Event */
            event: string;
            /**
             * Who
             * @description A key's id, `studio` or `cli`.
             */
            who: string;
            /**
             * Prev
             * @description The hash of the record before.
             */
            prev: string;
            /** Hash */
            hash: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * BlendBody
         * @description Voices to be mixed.
         * @example {
         *       "name": "Both",
         *       "recipe": "0.6*af_heart + 0.4*bm_george"
         *     }
         */
        BlendBody: {
            /**
             * Recipe
             * @description Weights and voices, by id or preset name.
             */
            recipe?: string | null;
            /**
             * Voices
             * @description The same: weights by voice.
             */
            voices?: {
                [key: string]: number;
            } | null;
            /**
             * Name
             * @default
             */
            name?: string;
        };
        /** Body_add_asset */
        Body_add_asset: {
            /**
             * Name
             * @description The file's name when left out.
             * @default
             */
            name?: string;
            /**
             * Credit
             * @description Who made it, and its licence.
             * @default
             */
            credit?: string;
            /**
             * Audio
             * @description The recording: any audio or video that FFmpeg reads.
             */
            audio?: string | null;
            /**
             * File
             * @description Another name for `audio`.
             */
            file?: string | null;
        };
        /** Body_add_consent */
        Body_add_consent: {
            /**
             * Consent Person
             * @description The name of the person who agreed to be cloned.
             * @default
             */
            consent_person?: string;
            /**
             * Consent Statement
             * @description The words in which the person agreed.
             * @default
             */
            consent_statement?: string;
            /**
             * Consent Language
             * @description Of the statement; found out when left out.
             */
            consent_language?: string | null;
            /**
             * Consent At
             * @description When the person agreed; now when left out.
             */
            consent_at?: string | null;
            /**
             * Consent Recording
             * @description The person saying the statement: checked against the voice's samples by speaker and words.
             */
            consent_recording?: string | null;
        };
        /** Body_add_voice */
        Body_add_voice: {
            /** Name */
            name: string;
            /**
             * Files
             * @description 1 to 50 recordings of one person.
             */
            files?: string[] | null;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Remove Background Noise
             * @description Noise is reduced where it helps, whatever this says.
             * @default false
             */
            remove_background_noise?: boolean;
            /**
             * Labels
             * @description A JSON object; kept as tags.
             * @default
             */
            labels?: string;
            /**
             * Consent
             * @description Not in ElevenLabs' API: the person agreed to be cloned.
             */
            consent?: boolean | null;
            /**
             * Consent Person
             * @description The name of the person who agreed to be cloned.
             * @default
             */
            consent_person?: string;
            /**
             * Consent Statement
             * @description The words in which the person agreed.
             * @default
             */
            consent_statement?: string;
            /**
             * Consent Language
             * @description Of the statement; found out when left out.
             */
            consent_language?: string | null;
            /**
             * Consent At
             * @description When the person agreed; now when left out.
             */
            consent_at?: string | null;
            /**
             * Consent Recording
             * @description The person saying the statement: checked against the voice's samples by speaker and words.
             */
            consent_recording?: string | null;
        };
        /** Body_audio_duration */
        Body_audio_duration: {
            /**
             * Audio
             * @description The recording: any audio or video that FFmpeg reads.
             */
            audio?: string | null;
            /**
             * File
             * @description Another name for `audio`.
             */
            file?: string | null;
        };
        /** Body_check_recording */
        Body_check_recording: {
            /**
             * Audio
             * @description The recording: any audio or video that FFmpeg reads.
             */
            audio?: string | null;
            /**
             * File
             * @description Another name for `audio`.
             */
            file?: string | null;
        };
        /** Body_create_clone */
        Body_create_clone: {
            /**
             * Audio
             * @description The recording: any audio or video that FFmpeg reads.
             */
            audio?: string | null;
            /**
             * File
             * @description Another name for `audio`.
             */
            file?: string | null;
            /**
             * Name
             * @description The voice's name; the file's when left out.
             * @default
             */
            name?: string;
            /**
             * Language
             * @description Spoken in the recording; found out for `auto`.
             * @default auto
             */
            language?: string;
            /**
             * Transcript
             * @description What is said in it, word for word; heard when left out.
             * @default
             */
            transcript?: string;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Consent
             * @description That the person agreed to be cloned.
             */
            consent?: boolean | null;
            /**
             * Refine
             * @description How far it is made better in the background.
             * @default standard
             * @enum {string}
             */
            refine?: "instant" | "standard" | "best";
            /**
             * Engine
             * @description The engine to clone for; the embedded one when left out.
             */
            engine?: string | null;
            /**
             * Consent Person
             * @description The name of the person who agreed to be cloned.
             * @default
             */
            consent_person?: string;
            /**
             * Consent Statement
             * @description The words in which the person agreed.
             * @default
             */
            consent_statement?: string;
            /**
             * Consent Language
             * @description Of the statement; found out when left out.
             */
            consent_language?: string | null;
            /**
             * Consent At
             * @description When the person agreed; now when left out.
             */
            consent_at?: string | null;
            /**
             * Consent Recording
             * @description The person saying the statement: checked against the voice's samples by speaker and words.
             */
            consent_recording?: string | null;
        };
        /** Body_create_clone_of_many */
        Body_create_clone_of_many: {
            /**
             * Audio
             * @description 2 to 50 recordings of one person.
             */
            audio?: string[] | null;
            /**
             * Files
             * @description Another name for `audio`.
             */
            files?: string[] | null;
            /**
             * Files[]
             * @description Another name for `audio`.
             */
            "files[]"?: string[] | null;
            /**
             * Audio Files
             * @description Another name for `audio`.
             */
            audio_files?: string[] | null;
            /**
             * Name
             * @description The voice's name; the file's when left out.
             * @default
             */
            name?: string;
            /**
             * Language
             * @description Spoken in the recording; found out for `auto`.
             * @default auto
             */
            language?: string;
            /**
             * Transcript
             * @description What is said in it, word for word; heard when left out.
             * @default
             */
            transcript?: string;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Consent
             * @description That the person agreed to be cloned.
             */
            consent?: boolean | null;
            /**
             * Refine
             * @description How far it is made better in the background.
             * @default standard
             * @enum {string}
             */
            refine?: "instant" | "standard" | "best";
            /**
             * Engine
             * @description The engine to clone for; the embedded one when left out.
             */
            engine?: string | null;
            /**
             * Consent Person
             * @description The name of the person who agreed to be cloned.
             * @default
             */
            consent_person?: string;
            /**
             * Consent Statement
             * @description The words in which the person agreed.
             * @default
             */
            consent_statement?: string;
            /**
             * Consent Language
             * @description Of the statement; found out when left out.
             */
            consent_language?: string | null;
            /**
             * Consent At
             * @description When the person agreed; now when left out.
             */
            consent_at?: string | null;
            /**
             * Consent Recording
             * @description The person saying the statement: checked against the voice's samples by speaker and words.
             */
            consent_recording?: string | null;
        };
        /** Body_create_custom_voice */
        Body_create_custom_voice: {
            /** Name */
            name: string;
            /**
             * Audio Sample
             * @description A recording of one person.
             */
            audio_sample?: string | null;
            /**
             * Consent
             * @description The id of a recorded consent; any other text says that the person has agreed, and several words are kept as the statement.
             * @default
             */
            consent?: string;
            /**
             * Type
             * @description `prompt` designs a voice.
             * @default clone
             * @enum {string}
             */
            type?: "clone" | "prompt";
            /**
             * Prompt
             * @description How the designed voice sounds.
             * @default
             */
            prompt?: string;
            /**
             * Consent Person
             * @description The name of the person who agreed to be cloned.
             * @default
             */
            consent_person?: string;
            /**
             * Consent Statement
             * @description The words in which the person agreed.
             * @default
             */
            consent_statement?: string;
            /**
             * Consent Language
             * @description Of the statement; found out when left out.
             */
            consent_language?: string | null;
            /**
             * Consent At
             * @description When the person agreed; now when left out.
             */
            consent_at?: string | null;
            /**
             * Consent Recording
             * @description The person saying the statement: checked against the voice's samples by speaker and words.
             */
            consent_recording?: string | null;
        };
        /** Body_create_transcription */
        Body_create_transcription: {
            /**
             * File
             * @description Any audio or video that FFmpeg reads.
             */
            file: string;
            /**
             * Model
             * @description `whisper-1` or a name of that family.
             * @default whisper-1
             */
            model?: string;
            /**
             * Language
             * @description A code; found when left out.
             * @default auto
             */
            language?: string;
            /**
             * Languages[]
             * @description Those that may be spoken, without `language`.
             */
            "languages[]"?: string[] | null;
            /**
             * Prompt
             * @description Names and words that are likely; the end of it is read.
             * @default
             */
            prompt?: string;
            /**
             * Keywords[]
             * @description Words that are likely.
             */
            "keywords[]"?: string[] | null;
            /**
             * Response Format
             * @description What comes back.
             * @default json
             * @enum {string}
             */
            response_format?: "json" | "text" | "srt" | "verbose_json" | "vtt" | "diarized_json";
            /**
             * Timestamp Granularities[]
             * @description With `verbose_json` only.
             */
            "timestamp_granularities[]"?: ("word" | "segment")[] | null;
            /**
             * Include[]
             * @description `logprobs`, those of words, with `json`.
             */
            "include[]"?: string[] | null;
            /**
             * Stream
             * @description Events with the text while it is written.
             * @default false
             */
            stream?: boolean;
            /**
             * Chunking Strategy
             * @description Any: a recording is always cut where nobody speaks.
             * @default auto
             */
            chunking_strategy?: string;
            /**
             * Known Speaker Names[]
             * @description Refused.
             */
            "known_speaker_names[]"?: string[] | null;
            /**
             * Known Speaker References[]
             * @description Refused.
             */
            "known_speaker_references[]"?: string[] | null;
        };
        /** Body_create_translation */
        Body_create_translation: {
            /**
             * File
             * @description Any audio or video that FFmpeg reads.
             */
            file: string;
            /**
             * Model
             * @description `whisper-1` or a name of that family.
             * @default whisper-1
             */
            model?: string;
            /**
             * Prompt
             * @description Names and words that are likely; the end of it is read.
             * @default
             */
            prompt?: string;
            /**
             * Response Format
             * @description What comes back.
             * @default json
             * @enum {string}
             */
            response_format?: "json" | "text" | "srt" | "verbose_json" | "vtt";
        };
        /** Body_create_voice_consent */
        Body_create_voice_consent: {
            /**
             * Name
             * @description Who agrees, as a label.
             */
            name: string;
            /**
             * Recording
             * @description The person saying that they agree.
             */
            recording?: string | null;
            /** Language */
            language?: string | null;
        };
        /** Body_edit_voice */
        Body_edit_voice: {
            /**
             * Name
             * @default
             */
            name?: string;
            /** Description */
            description?: string | null;
            /**
             * Labels
             * @description A JSON object; kept as tags.
             * @default
             */
            labels?: string;
            /**
             * Files
             * @description Refused: clone a new voice instead.
             */
            files?: string[] | null;
        };
        /** Body_import_script */
        Body_import_script: {
            /**
             * Name
             * @description The project's; the file's when left out.
             * @default
             */
            name?: string;
            /**
             * Language
             * @description The script's own when left out.
             */
            language?: string | null;
            /**
             * Project Id
             * @description Add to this project instead.
             * @default
             */
            project_id?: string;
            /**
             * After
             * @description Behind this line of that project; at its end when left out.
             * @default
             */
            after?: string;
            /**
             * Choose Voices
             * @description Give each new speaker of the script a voice: one of the speaker's name, else a preset by the gender of the name and the language of what is said; lines that name nobody are a narrator's.
             * @default true
             */
            choose_voices?: boolean;
            /**
             * File
             * @description TXT, Markdown, SRT, VTT, CSV, DOCX, EPUB or .clonyproject.
             */
            file: string;
        };
        /** Body_import_voices */
        Body_import_voices: {
            /** File */
            file: string;
            /**
             * On Clash
             * @description What to do with a voice that is here already.
             * @default keep_both
             * @enum {string}
             */
            on_clash?: "keep_both" | "replace" | "skip";
        };
        /** Body_preview_import */
        Body_preview_import: {
            /** File */
            file: string;
        };
        /** Body_preview_script */
        Body_preview_script: {
            /**
             * File
             * @description TXT, Markdown, SRT, VTT, CSV, DOCX, EPUB or .clonyproject.
             */
            file: string;
        };
        /** Body_speech_to_text */
        Body_speech_to_text: {
            /**
             * File
             * @description Any audio or video that FFmpeg reads, or PCM.
             */
            file?: string | null;
            /**
             * Model Id
             * @description `scribe_v1` or a name of that family.
             * @default scribe_v1
             */
            model_id?: string;
            /**
             * Language Code
             * @description A code; found when left out.
             * @default auto
             */
            language_code?: string;
            /**
             * Timestamps Granularity
             * @default word
             * @enum {string}
             */
            timestamps_granularity?: "none" | "word" | "character";
            /**
             * File Format
             * @description `pcm_s16le_16`: bare samples at 16 kHz, mono.
             * @default other
             * @enum {string}
             */
            file_format?: "pcm_s16le_16" | "other";
            /**
             * Keyterms
             * @description Words that are likely.
             */
            keyterms?: string[] | null;
            /**
             * Additional Formats
             * @description A JSON list: `[{"format": "srt"}]`; `srt` and `txt`.
             * @default
             */
            additional_formats?: string;
            /**
             * Diarize
             * @description Each word has its `speaker_id`.
             * @default false
             */
            diarize?: boolean;
            /**
             * Num Speakers
             * @description At most so many speak, with `diarize`.
             */
            num_speakers?: number | null;
            /**
             * Use Multi Channel
             * @description Refused, unless empty or false.
             * @default
             */
            use_multi_channel?: string;
            /**
             * No Verbatim
             * @description Refused, unless empty or false.
             * @default
             */
            no_verbatim?: string;
            /**
             * Entity Detection
             * @description Refused, unless empty or false.
             * @default
             */
            entity_detection?: string;
            /**
             * Entity Redaction
             * @description Refused, unless empty or false.
             * @default
             */
            entity_redaction?: string;
            /**
             * Detect Speaker Roles
             * @description Refused, unless empty or false.
             * @default
             */
            detect_speaker_roles?: string;
            /**
             * Transcript Edit
             * @description Refused, unless empty or false.
             * @default
             */
            transcript_edit?: string;
            /**
             * Webhook
             * @description Refused, unless empty or false.
             * @default
             */
            webhook?: string;
            /**
             * Webhook Metadata
             * @description Refused, unless empty or false.
             * @default
             */
            webhook_metadata?: string;
            /**
             * Cloud Storage Url
             * @description Refused, unless empty or false.
             * @default
             */
            cloud_storage_url?: string;
            /**
             * Source Url
             * @description Refused, unless empty or false.
             * @default
             */
            source_url?: string;
            /**
             * Use Speaker Library
             * @description Refused, unless empty or false.
             * @default
             */
            use_speaker_library?: string;
            /**
             * Numbers Format
             * @description Numbers are written as the recogniser has them: `words` is refused.
             * @default
             */
            numbers_format?: string;
        };
        /** Body_transcribe */
        Body_transcribe: {
            /**
             * Language
             * @description A language code, or `auto`.
             * @default auto
             */
            language?: string;
            /**
             * Languages
             * @description With `auto`: only these may be spoken. Repeat it, or give one list `en,de`.
             */
            languages?: string[] | null;
            /**
             * Languages[]
             * @description The same as `languages`.
             */
            "languages[]"?: string[] | null;
            /**
             * Task
             * @description `translate` gives English.
             * @default transcribe
             * @enum {string}
             */
            task?: "transcribe" | "translate";
            /**
             * Timestamps
             * @description How finely times are told.
             * @default segment
             * @enum {string}
             */
            timestamps?: "none" | "segment" | "word";
            /**
             * Format
             * @description What comes back.
             * @default json
             * @enum {string}
             */
            format?: "json" | "text" | "srt" | "vtt" | "verbose_json";
            /**
             * Vad
             * @description Leave out what is no speech. Off, everything is listened to.
             * @default true
             */
            vad?: boolean;
            /**
             * Prompt
             * @description Names and words that are likely.
             * @default
             */
            prompt?: string;
            /**
             * Track
             * @description Which audio track of a video, from 0 on. Without it the default one.
             */
            track?: number | null;
            /**
             * Diarize
             * @description Tell speakers apart: each segment has its `speaker`.
             * @default false
             */
            diarize?: boolean;
            /**
             * Min Speakers
             * @description At least so many speak (with `diarize`).
             */
            min_speakers?: number | null;
            /**
             * Max Speakers
             * @description At most so many speak (with `diarize`).
             */
            max_speakers?: number | null;
            /**
             * Async
             * @description Answer 202 at once; follow it on /ws or by polling.
             * @default false
             */
            async?: boolean;
            /**
             * Audio
             * @description The recording: any audio or video that FFmpeg reads.
             */
            audio?: string | null;
            /**
             * File
             * @description Another name for `audio`.
             */
            file?: string | null;
        };
        /** Body_verify_recording */
        Body_verify_recording: {
            /**
             * Manifest
             * @description Content Credentials that came beside the file (.c2pa).
             */
            manifest?: string | null;
            /**
             * Audio
             * @description The recording: any audio or video that FFmpeg reads.
             */
            audio?: string | null;
            /**
             * File
             * @description Another name for `audio`.
             */
            file?: string | null;
        };
        /**
         * CancelBody
         * @description The generation to cancel, or all of this key's when left out.
         * @example {
         *       "generation_id": "gen_abc123"
         *     }
         * @example {}
         */
        CancelBody: {
            /** Generation Id */
            generation_id?: string | null;
        };
        /**
         * CancelledBody
         * @description The generations whose compute has now stopped.
         * @example {
         *       "cancelled": [
         *         "gen_4kTzq0"
         *       ]
         *     }
         */
        CancelledBody: {
            /** Cancelled */
            cancelled: string[];
        };
        /**
         * CandidateBody
         * @description A designed voice: the `targets` of its description, and the values `measured` of its sound.
         */
        CandidateBody: {
            /** Voice Id */
            voice_id: string;
            /** Name */
            name: string;
            /** Seed */
            seed: number;
            /** Preview Url */
            preview_url: string;
            /**
             * Mix
             * @description The presets that it is mixed from.
             */
            mix: string;
            /** Targets */
            targets: {
                [key: string]: number;
            };
            /** Measured */
            measured: {
                [key: string]: number;
            };
        };
        /**
         * CategoryBody
         * @description A category and how many voices are in it.
         */
        CategoryBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Color */
            color: string | null;
            /** Voices */
            voices: number;
            /** Created At */
            created_at: string;
        };
        /**
         * CategoryList
         * @description All categories.
         */
        CategoryList: {
            /** Categories */
            categories: components["schemas"]["CategoryBody"][];
        };
        /**
         * CheckedChunkBody
         * @description A chunk and its transcript.
         */
        CheckedChunkBody: {
            /** Text */
            text: string;
            /** Heard */
            heard: string;
            /**
             * Wer
             * @description Share of words that differ as written.
             */
            wer: number;
            /**
             * Difference
             * @description Share of sounds that differ.
             */
            difference: number;
            /**
             * Flagged
             * @description A word was not heard, or words were heard that nobody wrote.
             */
            flagged: boolean;
            /** Differences */
            differences: components["schemas"]["DifferenceBody"][];
            /** Words */
            words: components["schemas"]["CheckedWordBody"][];
            /** Index */
            index: number;
        };
        /**
         * CheckedTakeBody
         * @description A take and its transcript.
         */
        CheckedTakeBody: {
            /** Text */
            text: string;
            /** Heard */
            heard: string;
            /**
             * Wer
             * @description Share of words that differ as written.
             */
            wer: number;
            /**
             * Difference
             * @description Share of sounds that differ.
             */
            difference: number;
            /**
             * Flagged
             * @description A word was not heard, or words were heard that nobody wrote.
             */
            flagged: boolean;
            /** Differences */
            differences: components["schemas"]["DifferenceBody"][];
            /** Words */
            words: components["schemas"]["CheckedWordBody"][];
            /** Take Id */
            take_id: string;
        };
        /**
         * CheckedWordBody
         * @description A word of a chunk, and what was heard in its place.
         */
        CheckedWordBody: {
            /** Text */
            text: string;
            /** Heard */
            heard: string;
            /**
             * Difference
             * @description Share of the word's sounds that differ.
             */
            difference: number;
            /**
             * Likelihood
             * @description Log probability that the recogniser gives the word in its place; null where its sounds are near enough.
             */
            likelihood: number | null;
            /**
             * Wrong
             * @description The word was not heard.
             */
            wrong: boolean;
        };
        /**
         * ChunkBody
         * @description A stretch of the text; `start` and `end` are seconds in the whole sound, null until it is made.
         */
        ChunkBody: {
            /** Index */
            index: number;
            /** Id */
            id: string;
            /** Text */
            text: string;
            /** Start Char */
            start_char: number;
            /** End Char */
            end_char: number;
            /** Start */
            start: number | null;
            /** End */
            end: number | null;
            /** Language */
            language: string;
            /** Voice Id */
            voice_id: string | null;
            /**
             * Pause Ms
             * @description Silence after it.
             */
            pause_ms: number;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed" | "cancelled";
            /** Audio Url */
            audio_url: string | null;
            /** Takes */
            takes: components["schemas"]["TakeBody"][];
        };
        /**
         * ChunkedBody
         * @description Say a text a sentence a chunk.
         * @example {
         *       "language": "en",
         *       "text": "Hello, world!",
         *       "voice_id": "voice_abc123"
         *     }
         */
        ChunkedBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /**
             * Pause Ms
             * @description Silence between sentences, in milliseconds.
             */
            pause_ms?: number | null;
            /**
             * Seed
             * @description The same request with the same seed sounds the same.
             */
            seed?: number | null;
            /**
             * Format
             * @description What the sound is sent and kept as.
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Sample Rate
             * @description In Hz; the engine's own when left out.
             */
            sample_rate?: number | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Ssml
             * @description Read the text as SSML.
             * @default false
             */
            ssml?: boolean;
            /**
             * Pronunciations
             * @description Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /**
             * Stream
             * @description Send the sound while it is made.
             * @default false
             */
            stream?: boolean;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
            /**
             * Keep
             * @description Finish the work when the client disconnects; else it is stopped.
             * @default false
             */
            keep?: boolean;
            /**
             * Text
             * @description What to say. `[pause:1.5s]` and `[word](/phonemes/)` may stand in it.
             */
            text: string;
            /**
             * Language
             * @description `auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`.
             * @default auto
             */
            language?: string;
            /** Voice Id */
            voice_id: string;
        };
        /**
         * CloneBody
         * @description Say a text in a cloned voice (or any other: every voice's id is taken).
         * @example {
         *       "language": "en",
         *       "text": "Hello, world!",
         *       "voice_id": "voice_abc123"
         *     }
         */
        "CloneBody-Input": {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /**
             * Pause Ms
             * @description Silence between sentences, in milliseconds.
             */
            pause_ms?: number | null;
            /**
             * Seed
             * @description The same request with the same seed sounds the same.
             */
            seed?: number | null;
            /**
             * Format
             * @description What the sound is sent and kept as.
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Sample Rate
             * @description In Hz; the engine's own when left out.
             */
            sample_rate?: number | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Ssml
             * @description Read the text as SSML.
             * @default false
             */
            ssml?: boolean;
            /**
             * Pronunciations
             * @description Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /**
             * Stream
             * @description Send the sound while it is made.
             * @default false
             */
            stream?: boolean;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
            /**
             * Keep
             * @description Finish the work when the client disconnects; else it is stopped.
             * @default false
             */
            keep?: boolean;
            /**
             * Text
             * @description What to say. `[pause:1.5s]` and `[word](/phonemes/)` may stand in it.
             */
            text: string;
            /**
             * Language
             * @description `auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`.
             * @default auto
             */
            language?: string;
            /** Voice Id */
            voice_id: string;
        };
        /**
         * CloneBody
         * @description The new voice. It can speak at once; `job_id` is the job that makes it better.
         * @example {
         *       "consent": false,
         *       "consents": [],
         *       "description": "",
         *       "design": {},
         *       "engine": "kokoro",
         *       "engines": [
         *         "kokoro"
         *       ],
         *       "favorite": false,
         *       "gender": "female",
         *       "id": "voice_af_heart",
         *       "kind": "preset",
         *       "language": "en-us",
         *       "languages": [
         *         "en"
         *       ],
         *       "name": "Heart",
         *       "preview_url": "/api/voices/voice_af_heart/preview",
         *       "samples": [],
         *       "settings": {},
         *       "status": "ready",
         *       "tags": [],
         *       "versions": []
         *     }
         */
        "CloneBody-Output": {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "clone" | "preset" | "design";
            /**
             * Engine
             * @description The engine that it was made for, or came with.
             */
            engine: string;
            /**
             * Engines
             * @description Engines that it can speak by: those that it has fits for.
             */
            engines: string[];
            /**
             * Preferred Engine
             * @description The engine that was chosen for it; null takes the best that is ready for the language.
             */
            preferred_engine: string | null;
            /** Language */
            language: string;
            /** Languages */
            languages: string[];
            /** Gender */
            gender: string | null;
            /** Description */
            description: string;
            /** Tags */
            tags: string[];
            /** Category Id */
            category_id: string | null;
            /** Favorite */
            favorite: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "fitting" | "failed" | "revoked";
            /**
             * Fidelity
             * @description How close a clone is to its recording, 0-1.
             */
            fidelity: number | null;
            /** Avatar Color */
            avatar_color: string | null;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Design */
            design: {
                [key: string]: unknown;
            };
            /**
             * Quality
             * @description What was measured in the recordings.
             */
            quality: {
                [key: string]: unknown;
            } | null;
            /**
             * Consent
             * @description Whether somebody noted that the person agreed, and it holds.
             */
            consent: boolean;
            /**
             * Consents
             * @default []
             */
            consents?: components["schemas"]["ConsentBody"][];
            /**
             * Allowed Keys
             * @description Ids of the keys besides its owner's that may use it; null for all.
             */
            allowed_keys: string[] | null;
            revoked: components["schemas"]["RevokedBody"] | null;
            /**
             * Samples
             * @default []
             */
            samples?: components["schemas"]["SampleBody"][];
            /**
             * Versions
             * @default []
             */
            versions?: components["schemas"]["VersionBody"][];
            /** Job Id */
            job_id: string | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Preview Url */
            preview_url: string | null;
            /** Created At */
            created_at: string | null;
            /** Updated At */
            updated_at: string | null;
            /** Deleted At */
            deleted_at: string | null;
            /**
             * Left Out
             * @description Files that were not used, by their number from 0, and why.
             * @default {}
             */
            left_out?: {
                [key: string]: string;
            };
        };
        /**
         * ConsentBody
         * @description A consent: who agreed, when, in which words, and what a check of its recording found.
         */
        ConsentBody: {
            /** Id */
            id: string;
            /** Person */
            person: string;
            /** Statement */
            statement: string;
            /** Language */
            language: string | null;
            /** Agreed At */
            agreed_at: string;
            /**
             * Noted By
             * @description Who wrote it down: a key's id, `studio` or `cli`.
             */
            noted_by: string;
            /**
             * Verified
             * @description Whether a check on this server found the voice's speaker saying the statement in its recording.
             */
            verified: boolean;
            /**
             * Check
             * @description What the check found, with its evidence; null where there was no recording to check.
             */
            check: {
                [key: string]: unknown;
            } | null;
            /**
             * Imported
             * @description Came with an imported voice: its check, if any, was made elsewhere.
             */
            imported: boolean;
            /** Recording Url */
            recording_url: string | null;
            /** Withdrawn At */
            withdrawn_at: string | null;
            /** Created At */
            created_at: string;
        };
        /**
         * ConsentLabel
         * @description A new label of a consent.
         */
        ConsentLabel: {
            /** Name */
            name: string;
        };
        /**
         * CopyBody
         * @description The copy's name.
         * @example {
         *       "name": "The Garden (Korean)"
         *     }
         */
        CopyBody: {
            /** Name */
            name?: string | null;
        };
        /**
         * CpuBody
         * @description Processor use in percent.
         */
        CpuBody: {
            /** Total */
            total: number;
            /** Cores */
            cores: number[];
            /**
             * Load
             * @description Mean over 1, 5 and 15 minutes.
             */
            load: [
                number,
                number,
                number
            ];
        };
        /**
         * CredentialsBody
         * @description The Content Credentials (C2PA) of a recording, as they claim it.
         */
        CredentialsBody: {
            /**
             * State
             * @description `whole`: nothing changed since it was signed. `changed`, `cut`: the sound was, or they come from another file. `altered`: they were themselves. `expired`: the certificate. `unreadable`: damaged. `no_length`: the file does not say how long it is, so they cannot be looked for. `not_examined`: the library is not installed.
             * @enum {string}
             */
            state: "none" | "whole" | "changed" | "cut" | "altered" | "expired" | "unreadable" | "no_length" | "not_examined";
            /**
             * This Installation
             * @description Signed by this installation.
             */
            this_installation: boolean;
            /**
             * Signer
             * @description The organisation that the certificate names, unchecked.
             */
            signer: string;
            /**
             * Self Made
             * @description The certificate is of an installation's own making.
             */
            self_made: boolean;
            /**
             * Synthetic
             * @description They say that a machine made the sound.
             */
            synthetic: boolean;
            /**
             * Mixed
             * @description They say that recordings are mixed in.
             */
            mixed: boolean;
            /** Software */
            software: string;
            /** Engines */
            engines: string[];
            /**
             * Voices
             * @description Kinds of voice: `preset`, `clone`, `design`, `unknown`.
             */
            voices: string[];
            /** Made At */
            made_at: string | null;
            /**
             * Problems
             * @description C2PA's codes of what does not hold.
             */
            problems: string[];
        };
        /**
         * Deleted
         * @description The id of a deleted resource.
         */
        Deleted: {
            /** Id */
            id: string;
            /**
             * Deleted
             * @default true
             */
            deleted?: boolean;
        };
        /**
         * DesignBody
         * @description Say a text in a designed voice.
         *
         *     One made for this call from `description`, or a kept one by `voice_id`.
         * @example {
         *       "description": "a calm old man with a deep voice",
         *       "language": "en",
         *       "text": "Hello, world!"
         *     }
         */
        DesignBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /**
             * Pause Ms
             * @description Silence between sentences, in milliseconds.
             */
            pause_ms?: number | null;
            /**
             * Seed
             * @description The same request with the same seed sounds the same.
             */
            seed?: number | null;
            /**
             * Format
             * @description What the sound is sent and kept as.
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Sample Rate
             * @description In Hz; the engine's own when left out.
             */
            sample_rate?: number | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Ssml
             * @description Read the text as SSML.
             * @default false
             */
            ssml?: boolean;
            /**
             * Pronunciations
             * @description Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /**
             * Stream
             * @description Send the sound while it is made.
             * @default false
             */
            stream?: boolean;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
            /**
             * Keep
             * @description Finish the work when the client disconnects; else it is stopped.
             * @default false
             */
            keep?: boolean;
            /**
             * Text
             * @description What to say. `[pause:1.5s]` and `[word](/phonemes/)` may stand in it.
             */
            text: string;
            /**
             * Language
             * @description `auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`.
             * @default auto
             */
            language?: string;
            /** Description */
            description?: string | null;
            /** Voice Id */
            voice_id?: string | null;
            /**
             * Gender
             * @description Helps the description; only with it.
             */
            gender?: string | null;
            /**
             * Age
             * @description Helps the description; only with it.
             */
            age?: string | number | null;
        };
        /**
         * DesignCreate
         * @description A voice to be designed.
         * @example {
         *       "description": "a calm elderly woman, low and warm",
         *       "name": "Gran",
         *       "seed": 7
         *     }
         */
        DesignCreate: {
            /**
             * Description
             * @description In English or Korean: age, gender, pitch, pace, brightness, warmth, energy, accent, mood.
             */
            description: string;
            /**
             * Name
             * @description The description's beginning when left out.
             * @default
             */
            name?: string;
            /**
             * Language
             * @description The language that it will mostly speak.
             */
            language?: string | null;
            /**
             * Gender
             * @description Wins over the description.
             */
            gender?: string | null;
            /**
             * Age
             * @description In years or in a word; wins over the description.
             */
            age?: string | number | null;
            /**
             * Seed
             * @description The same seed makes the same voice again.
             */
            seed?: number | null;
            /**
             * Preview Text
             * @description What candidates say in their preview.
             */
            preview_text?: string | null;
            /**
             * Candidates
             * @description How many different voices to make.
             * @default 1
             */
            candidates?: number;
            /**
             * Save
             * @description When false they vanish after a day, unless one is renamed or changed.
             * @default true
             */
            save?: boolean;
            /**
             * Async
             * @description Answer 202 at once with the job; its `result` has the candidates.
             * @default false
             */
            async?: boolean;
        };
        /**
         * DesignPreviewsBody
         * @description A voice in words, and what its previews say.
         * @example {
         *       "voice_description": "a calm elderly woman, low and warm"
         *     }
         */
        DesignPreviewsBody: {
            /** Voice Description */
            voice_description: string;
            /**
             * Text
             * @description What the previews say: its first sentences, up to 300 characters.
             */
            text?: string | null;
            /**
             * Stream Previews
             * @description Answer without sound, which `…/text-to-voice/{generated_voice_id}/stream` has.
             * @default false
             */
            stream_previews?: boolean;
            /** Seed */
            seed?: number | null;
            /**
             * Reference Audio Base64
             * @description Refused: POST /v1/voices/add clones a recording.
             */
            reference_audio_base64?: string | null;
        };
        /**
         * DesignedBody
         * @description The first candidate as a voice, and all candidates.
         * @example {
         *       "consent": false,
         *       "consents": [],
         *       "description": "",
         *       "design": {},
         *       "engine": "kokoro",
         *       "engines": [
         *         "kokoro"
         *       ],
         *       "favorite": false,
         *       "gender": "female",
         *       "id": "voice_af_heart",
         *       "kind": "preset",
         *       "language": "en-us",
         *       "languages": [
         *         "en"
         *       ],
         *       "name": "Heart",
         *       "preview_url": "/api/voices/voice_af_heart/preview",
         *       "samples": [],
         *       "settings": {},
         *       "status": "ready",
         *       "tags": [],
         *       "versions": []
         *     }
         */
        DesignedBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "clone" | "preset" | "design";
            /**
             * Engine
             * @description The engine that it was made for, or came with.
             */
            engine: string;
            /**
             * Engines
             * @description Engines that it can speak by: those that it has fits for.
             */
            engines: string[];
            /**
             * Preferred Engine
             * @description The engine that was chosen for it; null takes the best that is ready for the language.
             */
            preferred_engine: string | null;
            /** Language */
            language: string;
            /** Languages */
            languages: string[];
            /** Gender */
            gender: string | null;
            /** Description */
            description: string;
            /** Tags */
            tags: string[];
            /** Category Id */
            category_id: string | null;
            /** Favorite */
            favorite: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "fitting" | "failed" | "revoked";
            /**
             * Fidelity
             * @description How close a clone is to its recording, 0-1.
             */
            fidelity: number | null;
            /** Avatar Color */
            avatar_color: string | null;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Design */
            design: {
                [key: string]: unknown;
            };
            /**
             * Quality
             * @description What was measured in the recordings.
             */
            quality: {
                [key: string]: unknown;
            } | null;
            /**
             * Consent
             * @description Whether somebody noted that the person agreed, and it holds.
             */
            consent: boolean;
            /**
             * Consents
             * @default []
             */
            consents?: components["schemas"]["ConsentBody"][];
            /**
             * Allowed Keys
             * @description Ids of the keys besides its owner's that may use it; null for all.
             */
            allowed_keys: string[] | null;
            revoked: components["schemas"]["RevokedBody"] | null;
            /**
             * Samples
             * @default []
             */
            samples?: components["schemas"]["SampleBody"][];
            /**
             * Versions
             * @default []
             */
            versions?: components["schemas"]["VersionBody"][];
            /** Job Id */
            job_id: string | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Preview Url */
            preview_url: string | null;
            /** Created At */
            created_at: string | null;
            /** Updated At */
            updated_at: string | null;
            /** Deleted At */
            deleted_at: string | null;
            /** Candidates */
            candidates: components["schemas"]["CandidateBody"][];
            /**
             * Understood
             * @description The words of the description that counted.
             */
            understood: string[];
        };
        /**
         * DialogueBody
         * @description Lines, each in its own voice, said one after another.
         * @example {
         *       "inputs": [
         *         {
         *           "text": "Shall we?",
         *           "voice_id": "af_heart"
         *         },
         *         {
         *           "text": "We shall.",
         *           "voice_id": "am_adam"
         *         }
         *       ]
         *     }
         */
        DialogueBody: {
            /**
             * Model Id
             * @description Any of ElevenLabs' names: all are Kokoro here.
             * @default eleven_multilingual_v2
             */
            model_id?: string;
            /**
             * Language Code
             * @description A code such as `ko`; found when left out.
             */
            language_code?: string | null;
            /** Seed */
            seed?: number | null;
            /**
             * Apply Text Normalization
             * @default auto
             * @enum {string}
             */
            apply_text_normalization?: "auto" | "on" | "off";
            /**
             * Pronunciation Dictionary Locators
             * @description Refused, unless empty: words are set with PUT /api/pronunciations.
             * @default []
             */
            pronunciation_dictionary_locators?: unknown[];
            /**
             * Audio Effects
             * @description Refused, unless empty.
             * @default {}
             */
            audio_effects?: {
                [key: string]: unknown;
            };
            /** Inputs */
            inputs: components["schemas"]["DialogueInput"][];
            /** @default {} */
            settings?: components["schemas"]["SpeechVoiceSettings"];
        };
        /**
         * DialogueInput
         * @description A line of a dialogue.
         */
        DialogueInput: {
            /** Text */
            text: string;
            /** Voice Id */
            voice_id: string;
        };
        /**
         * DifferenceBody
         * @description Words that were heard otherwise than written; seconds in the whole sound.
         */
        DifferenceBody: {
            /** Expected */
            expected: string;
            /** Heard */
            heard: string;
            /** Start */
            start: number;
            /** End */
            end: number;
        };
        /**
         * DownloadBody
         * @description Items of the history to be sent together.
         */
        DownloadBody: {
            /** History Item Ids */
            history_item_ids: string[];
        };
        /**
         * DubBody
         * @description A transcribed asset to be dubbed: voices by speaker, and the text of each segment in the new language.
         * @example {
         *       "asset_id": "asset_…",
         *       "language": "en",
         *       "transcription_id": "trn_…",
         *       "voices": {
         *         "speaker_0": "voice_af_heart"
         *       }
         *     }
         */
        DubBody: {
            /**
             * Asset Id
             * @description The recording or video, an asset of the project.
             */
            asset_id: string;
            /**
             * Transcription Id
             * @description Its transcription; with `diarize` it knows speakers.
             */
            transcription_id: string;
            /**
             * Voices
             * @description Voices by speaker: `speaker_0` to voice_id.
             * @default {}
             */
            voices?: {
                [key: string]: string;
            };
            /**
             * Texts
             * @description A text for each segment, translated; empty leaves one out.
             */
            texts?: string[] | null;
            /**
             * Language
             * @description The language of the lines.
             * @default auto
             */
            language?: string;
            /**
             * Duck Db
             * @description The original under the lines.
             * @default -15
             */
            duck_db?: number;
        };
        /**
         * DubList
         * @description A project's dubs, newest first.
         */
        DubList: {
            /** Dubs */
            dubs: components["schemas"]["DubbedBody"][];
            /**
             * Translator
             * @description Whether a translator is set up, which `translate` needs.
             */
            translator: boolean;
        };
        /**
         * DubNote
         * @description Something that was not done as asked, and why.
         */
        DubNote: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Speaker */
            speaker?: string | null;
        };
        /**
         * DubbedBody
         * @description A dub: the progress of its job, the recognised utterances, and the results.
         */
        DubbedBody: {
            /** Id */
            id: string;
            /** Project Id */
            project_id: string;
            /** Asset Id */
            asset_id: string;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed" | "cancelled";
            /** Language */
            language: string;
            /**
             * Spoken
             * @description The language that was heard; empty before.
             */
            spoken: string;
            /** Utterances */
            utterances: components["schemas"]["UtteranceBody"][];
            /**
             * Voices
             * @description The voice of each speaker.
             */
            voices: {
                [key: string]: string;
            };
            /**
             * Lines
             * @description Ids of the lines that were made.
             */
            lines: string[];
            /**
             * Made
             * @description Lines that were generated.
             */
            made: number;
            /**
             * Failed
             * @description Lines that could not be generated; they say why.
             */
            failed: number;
            /**
             * Over
             * @description Lines that end more than 80 ms after their slots.
             */
            over: number;
            /** Notes */
            notes: components["schemas"]["DubNote"][];
            /** Render Id */
            render_id: string | null;
            /** Job Id */
            job_id: string | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Created At */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * DurationBody
         * @description A recording's facts, found without any model.
         * @example {
         *       "bit_rate": 128000,
         *       "channels": 2,
         *       "codec": "mp3",
         *       "container": "mp3",
         *       "duration": 12.48,
         *       "sample_rate": 44100
         *     }
         */
        DurationBody: {
            /**
             * Duration
             * @description Seconds, counted rather than read from a header.
             */
            duration: number;
            /** Sample Rate */
            sample_rate: number;
            /** Channels */
            channels: number;
            /** Codec */
            codec: string;
            /** Container */
            container: string;
            /**
             * Bit Rate
             * @description Bits a second, of the sound alone.
             */
            bit_rate: number;
            /**
             * Tracks
             * @description All audio tracks, where there are several; the rest is about the default one.
             */
            tracks?: components["schemas"]["TrackBody"][] | null;
        };
        /**
         * EngineBody
         * @description A speech engine: what it can do, and whether it could do it now.
         */
        EngineBody: {
            /** Id */
            id: string;
            /** Title */
            title: string;
            /** Licence */
            licence: string;
            /** Languages */
            languages: string[];
            /** Sample Rate */
            sample_rate: number;
            /** Abilities */
            abilities: string[];
            /** Devices */
            devices: string[];
            /** Memory Mb */
            memory_mb: number;
            /** Weights */
            weights: string[];
            /** Available */
            available: boolean;
            /** Loaded */
            loaded: boolean;
        };
        /**
         * ExportBody
         * @description The voices to export.
         * @example {
         *       "voice_ids": [
         *         "voice_abc123"
         *       ]
         *     }
         */
        ExportBody: {
            /** Voice Ids */
            voice_ids: string[];
        };
        /**
         * ExportPreset
         * @description Settings of a render that are kept under a name; those that are missing keep their defaults.
         */
        ExportPreset: {
            /**
             * Format
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a" | "m4b" | "mp4";
            /**
             * Loudness
             * @default off
             * @enum {string}
             */
            loudness?: "off" | "-14" | "-16" | "-23" | "acx";
            /** True Peak */
            true_peak?: number | null;
            /**
             * Stems
             * @default false
             */
            stems?: boolean;
            /**
             * Per Line
             * @default false
             */
            per_line?: boolean;
            /** Chapters */
            chapters?: boolean | null;
            /** File Name */
            file_name?: string | null;
            /** Entry Names */
            entry_names?: string | null;
        };
        /**
         * ExportPresetBody
         * @description A preset of an export that is kept for all projects.
         */
        ExportPresetBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            settings: components["schemas"]["ExportPreset"];
            /** Created At */
            created_at: string;
        };
        /**
         * ExportPresetChange
         * @description A change of a preset; what is missing stays.
         */
        ExportPresetChange: {
            /** Name */
            name?: string | null;
            /** @description All of its settings anew. */
            settings?: components["schemas"]["ExportPreset"] | null;
        };
        /**
         * ExportPresetList
         * @description The caller's presets, by name.
         */
        ExportPresetList: {
            /** Presets */
            presets: components["schemas"]["ExportPresetBody"][];
        };
        /**
         * FavoriteBody
         * @description Whether a voice is a favourite now.
         * @example {
         *       "favorite": true,
         *       "id": "voice_af_heart"
         *     }
         */
        FavoriteBody: {
            /** Id */
            id: string;
            /** Favorite */
            favorite: boolean;
        };
        /**
         * GenerationBody
         * @description A generation: its request, state and timings, and the address of its sound.
         * @example {
         *       "audio_url": "/api/generations/gen_4kTzq0/audio",
         *       "cached": false,
         *       "chunks": [
         *         {
         *           "audio_url": "/api/generations/gen_4kTzq0/chunks/0/audio",
         *           "end": 1.21,
         *           "end_char": 13,
         *           "id": "chunk_9aQ",
         *           "index": 0,
         *           "language": "en",
         *           "pause_ms": 0,
         *           "start": 0,
         *           "start_char": 0,
         *           "status": "completed",
         *           "takes": [],
         *           "text": "Hello, world!",
         *           "voice_id": "voice_abc123"
         *         }
         *       ],
         *       "created_at": "2026-01-02T03:04:05.678Z",
         *       "duration": 1.21,
         *       "engine": "kokoro",
         *       "finished_at": "2026-01-02T03:04:06.109Z",
         *       "format": "wav",
         *       "id": "gen_4kTzq0",
         *       "kind": "clone",
         *       "language": "en",
         *       "sample_rate": 24000,
         *       "seed": 1804289383,
         *       "settings": {},
         *       "status": "completed",
         *       "text": "Hello, world!",
         *       "timings": {
         *         "first_audio_ms": 402,
         *         "queued_ms": 3.1,
         *         "rtf": 0.31,
         *         "total_ms": 431
         *       },
         *       "voice_id": "voice_abc123",
         *       "voice_name": "Ada",
         *       "words": [
         *         {
         *           "end": 0.47,
         *           "end_char": 5,
         *           "start": 0.02,
         *           "start_char": 0,
         *           "word": "Hello"
         *         },
         *         {
         *           "end": 1.12,
         *           "end_char": 12,
         *           "start": 0.61,
         *           "start_char": 7,
         *           "word": "world"
         *         }
         *       ]
         *     }
         */
        GenerationBody: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed" | "cancelled";
            /** Voice Id */
            voice_id: string | null;
            /** Voice Name */
            voice_name: string;
            /** Engine */
            engine: string;
            /** Text */
            text: string;
            /** Language */
            language: string;
            /**
             * Language Confidence
             * @description With `auto`: how sure the language is, of the least sure text; below 0.8 it is a guess.
             */
            language_confidence?: number | null;
            /** Audio Url */
            audio_url: string | null;
            /** Format */
            format: string;
            /** Sample Rate */
            sample_rate: number | null;
            /** Duration */
            duration: number | null;
            /** Seed */
            seed: number | null;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /**
             * Cached
             * @description Answered from an identical earlier request with the same seed.
             * @default false
             */
            cached?: boolean;
            /**
             * Chunks
             * @default []
             */
            chunks?: components["schemas"]["ChunkBody"][];
            /**
             * Words
             * @default []
             */
            words?: components["schemas"]["SpokenWordBody"][];
            /** Timings */
            timings: {
                [key: string]: unknown;
            };
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Created At */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * GenerationList
         * @description A page of the history, newest first, without chunks and words.
         */
        GenerationList: {
            /** Generations */
            generations: components["schemas"]["GenerationBody"][];
            /** Total */
            total: number;
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Gpu
         * @description A graphics card: `use` in percent, memory in bytes, `temperature` in °C; None where it does not say.
         */
        Gpu: {
            /** Name */
            name: string;
            /** Use */
            use: number | null;
            /** Memory Used */
            memory_used: number | null;
            /** Memory Total */
            memory_total: number | null;
            /** Temperature */
            temperature: number | null;
            /** Driver */
            driver: string;
        };
        /**
         * Health
         * @description That the server runs.
         */
        Health: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status?: "ok";
            /** Version */
            version: string;
        };
        /**
         * HistoryBody
         * @description Revisions of a project, newest first.
         */
        HistoryBody: {
            /** History */
            history: components["schemas"]["RevisionBody"][];
        };
        /**
         * ImportPreviewBody
         * @description The contents of a voice file. With `problems`, or a voice's `problem`, nothing of it is imported.
         */
        ImportPreviewBody: {
            /** Program */
            program: string;
            /** Voices */
            voices: components["schemas"]["ImportedVoiceBody"][];
            /** Problems */
            problems: string[];
        };
        /**
         * ImportedBody
         * @description The voices that are here now.
         */
        ImportedBody: {
            /** Voices */
            voices: components["schemas"]["VoiceBody"][];
        };
        /**
         * ImportedVoiceBody
         * @description A voice in a file.
         */
        ImportedVoiceBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** Engine */
            engine: string;
            /** Samples */
            samples: number;
            /** Versions */
            versions: number;
            /** Size */
            size: number;
            /**
             * Clash
             * @description The id of a voice here that it would be in the way of.
             */
            clash: string | null;
            /**
             * Problem
             * @description Why it cannot be used here.
             */
            problem: string | null;
        };
        /**
         * InfoBody
         * @description The hardware, the versions, and the engines. Sizes are in bytes.
         */
        InfoBody: {
            /** Version */
            version: string;
            /** Python */
            python: string;
            /** Os */
            os: string;
            /** Architecture */
            architecture: string;
            /** Cpu */
            cpu: string;
            /** Cores Physical */
            cores_physical: number;
            /** Cores Logical */
            cores_logical: number;
            /** Cores Usable */
            cores_usable: number;
            /** Cpu Features */
            cpu_features: string[];
            /** Memory Total */
            memory_total: number;
            /** Gpus */
            gpus: components["schemas"]["Gpu"][];
            /** Libraries */
            libraries: {
                [key: string]: string;
            };
            /** Engines */
            engines: components["schemas"]["EngineBody"][];
        };
        /**
         * InstallBody
         * @description A request to install an engine.
         * @example {
         *       "accept_licence": true
         *     }
         */
        InstallBody: {
            /**
             * Accept Licence
             * @description That its licences, which the list shows, are accepted.
             * @default false
             */
            accept_licence?: boolean;
        };
        /**
         * InstallableEngineBody
         * @description An engine that can be installed beside the embedded one. Sizes are in MB, as they were measured once.
         */
        InstallableEngineBody: {
            /** Id */
            id: string;
            /** Title */
            title: string;
            /** Summary */
            summary: string;
            /**
             * State
             * @enum {string}
             */
            state: "not_installed" | "installed" | "out_of_date" | "damaged" | "installing";
            /** Download Mb */
            download_mb: number;
            /** Disk Mb */
            disk_mb: number;
            /** Memory Mb */
            memory_mb: number;
            licence: components["schemas"]["LicenceBody"];
            /**
             * Job Id
             * @description The job that installs or checks it now.
             */
            job_id: string | null;
            /** Progress */
            progress: number | null;
        };
        /**
         * InstallableEngineList
         * @description All engines that can be installed.
         */
        InstallableEngineList: {
            /** Engines */
            engines: components["schemas"]["InstallableEngineBody"][];
        };
        /**
         * JobBody
         * @description Work that waits, runs or has ended.
         */
        JobBody: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "completed" | "failed" | "cancelled";
            /**
             * Subject Id
             * @description The generation, voice, transcription or model that it works on.
             */
            subject_id: string;
            /** Progress */
            progress: number;
            /** Stage */
            stage: string;
            /**
             * Queue Position
             * @description 1 is next; 0 when it does not wait.
             */
            queue_position: number;
            /**
             * Eta
             * @description Estimated seconds left.
             */
            eta: number | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /**
             * Result
             * @description What came of it: of a design, its candidates.
             */
            result: {
                [key: string]: unknown;
            } | null;
            /** Created At */
            created_at: string;
            /** Started At */
            started_at: string | null;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * JobList
         * @description Jobs, newest first.
         */
        JobList: {
            /** Jobs */
            jobs: components["schemas"]["JobBody"][];
        };
        /**
         * KeyBody
         * @description An API key; its secret is never shown again.
         */
        KeyBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Last Four */
            last_four: string;
            /** Scopes */
            scopes: string[];
            /**
             * Limits
             * @description Requests a minute by scope; null is without limit.
             */
            limits: {
                [key: string]: number | null;
            };
            /** Unlimited */
            unlimited: boolean;
            /**
             * Usage
             * @description Requests of the last minute by scope.
             */
            usage: {
                [key: string]: number;
            };
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "revoked";
            /**
             * Credentials
             * @description Content Credentials of what it takes; `off` follows the setting. A key can only be stricter.
             * @enum {string}
             */
            credentials: "off" | "on" | "required";
            /**
             * Created By
             * @description The key that made it, if one did.
             */
            created_by: string | null;
            /** Created At */
            created_at: string;
            /** Last Used At */
            last_used_at: string | null;
        };
        /**
         * KeyChange
         * @description Changes to a key; fields left out stay as they are.
         * @example {
         *       "name": "Renamed"
         *     }
         */
        KeyChange: {
            /** Name */
            name?: string | null;
            /** Scopes */
            scopes?: string[] | null;
            /**
             * Limits
             * @description Replaces all limits of the key.
             */
            limits?: {
                [key: string]: number;
            } | null;
            /** Unlimited */
            unlimited?: boolean | null;
            /**
             * Credentials
             * @description Content Credentials of what it takes; `off` follows the setting. A key can only be stricter.
             */
            credentials?: ("off" | "on" | "required") | null;
        };
        /**
         * KeyList
         * @description The keys that the caller may see: all for the studio; a key sees itself and those it made.
         */
        KeyList: {
            /** Keys */
            keys: components["schemas"]["KeyBody"][];
        };
        /**
         * LabelBody
         * @description A name for a revision, to come back to.
         * @example {
         *       "label": "Before the recut"
         *     }
         */
        LabelBody: {
            /** Label */
            label: string;
            /**
             * Revision
             * @description The present one when missing.
             */
            revision?: number | null;
        };
        /**
         * LanguageSegmentBody
         * @description Text in one language.
         */
        LanguageSegmentBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /** Text */
            text: string;
            /**
             * Language
             * @description `auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`.
             * @default auto
             */
            language?: string;
            /**
             * Voice Id
             * @description Another voice than the request's.
             */
            voice_id?: string | null;
            /**
             * Engine
             * @description The engine of this segment; the request's when left out.
             */
            engine?: string | null;
        };
        /**
         * LicenceBody
         * @description The licences of an engine, and whether they have to be accepted before it is installed.
         */
        LicenceBody: {
            /**
             * Code
             * @description Of the program.
             */
            code: string;
            /** Weights */
            weights: string;
            /** Must Accept */
            must_accept: boolean;
            /** Text */
            text: string;
        };
        /**
         * LineTakeBody
         * @description One rendering of a line, or an attempt that failed (`error`, no sound).
         */
        LineTakeBody: {
            /** Id */
            id: string;
            /** Line Id */
            line_id: string;
            /** Number */
            number: number;
            /** Text */
            text: string;
            /** Duration */
            duration: number;
            /** Words */
            words: {
                [key: string]: unknown;
            }[];
            /** Seed */
            seed: number | null;
            /** Voice Id */
            voice_id: string | null;
            /** Voice Name */
            voice_name: string;
            /** Engine */
            engine: string | null;
            /** Created At */
            created_at: string;
            /**
             * Pace
             * @description Of a line with a slot: 1 is its own speed, 1.25 a quarter faster.
             */
            pace: number | null;
            /**
             * Stretch
             * @description Of a line with a slot: its length over that as it was said.
             */
            stretch: number | null;
            /** @description Of a take in which words were said again: which. */
            retake: components["schemas"]["RetakeBody"] | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Audio Url */
            audio_url: string | null;
        };
        /**
         * ListedTakeBody
         * @description A take in the history of all projects, with the project and the line that it belongs to.
         */
        ListedTakeBody: {
            /** Id */
            id: string;
            /** Project Id */
            project_id: string;
            /** Project Name */
            project_name: string;
            /** Line Id */
            line_id: string;
            /** Text */
            text: string;
            /**
             * Duration
             * @description Seconds.
             */
            duration: number;
            /** Seed */
            seed: number | null;
            /** Voice Id */
            voice_id: string | null;
            /** Voice Name */
            voice_name: string;
            /** Engine */
            engine: string | null;
            /** Created At */
            created_at: string;
            /** Audio Url */
            audio_url: string;
        };
        /**
         * ListedTakeList
         * @description Takes of all projects, the last made first.
         */
        ListedTakeList: {
            /** Takes */
            takes: components["schemas"]["ListedTakeBody"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LoadedModelBody
         * @description A model in memory, and what it holds of it, measured.
         */
        LoadedModelBody: {
            /**
             * Name
             * @description An engine or another model, e.g. the recogniser.
             */
            name: string;
            /**
             * Leases
             * @description How many use it now.
             */
            leases: number;
            /**
             * Idle
             * @description Seconds since it was used last; 0 while it is used.
             */
            idle: number;
            /**
             * Memory
             * @description Bytes that it holds: by how much the process grew while it was loaded and used. Two models that are loaded or used at the same time count each other's growth, too.
             */
            memory: number;
            /**
             * Memory Loading
             * @description Bytes of these that it took when it was loaded.
             */
            memory_loading: number;
        };
        /**
         * MadeBody
         * @description Generations and takes of a voice and of those made of it: the newest 1,000 of each, to a key its own alone.
         */
        MadeBody: {
            /** Generations */
            generations: components["schemas"]["MadeGenerationBody"][];
            /** Takes */
            takes: components["schemas"]["MadeTakeBody"][];
            /** Generations Total */
            generations_total: number;
            /** Takes Total */
            takes_total: number;
            /** Generations Of Others */
            generations_of_others: number;
            /** Takes Of Others */
            takes_of_others: number;
        };
        /**
         * MadeGenerationBody
         * @description A generation that the voice speaks in.
         */
        MadeGenerationBody: {
            /** Id */
            id: string;
            /** Voice Id */
            voice_id: string | null;
            /** Duration */
            duration: number | null;
            /** Status */
            status: string;
            /** Created At */
            created_at: string;
        };
        /**
         * MadeTakeBody
         * @description A take of a project's line that the voice speaks.
         */
        MadeTakeBody: {
            /** Project Id */
            project_id: string;
            /** Project Name */
            project_name: string;
            /** Line Id */
            line_id: string;
            /** Take Id */
            take_id: string;
            /** Voice Id */
            voice_id: string | null;
            /** Duration */
            duration: number;
            /** Created At */
            created_at: string;
        };
        /**
         * MergeBody
         * @description Join chunks into a new generation: all of `generation_id`, or `chunk_ids` in the order given.
         * @example {
         *       "chunk_ids": [
         *         "chunk_b",
         *         "chunk_a"
         *       ],
         *       "format": "mp3",
         *       "gap_ms": 300
         *     }
         */
        MergeBody: {
            /** Generation Id */
            generation_id?: string | null;
            /** Chunk Ids */
            chunk_ids?: string[] | null;
            /**
             * Gap Ms
             * @description Silence between chunks. Left out: as it was (0 between chosen ones).
             */
            gap_ms?: number | null;
            /**
             * Format
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a";
            /** Sample Rate */
            sample_rate?: number | null;
        };
        /**
         * ModelBody
         * @description A model's weights. Sizes are in bytes.
         */
        ModelBody: {
            /** Id */
            id: string;
            /** Title */
            title: string;
            /** Licence */
            licence: string;
            /** Needed By */
            needed_by: string[];
            /** Size */
            size: number;
            /**
             * State
             * @enum {string}
             */
            state: "installed" | "missing" | "downloading";
            /** Progress */
            progress: number | null;
            /** Job Id */
            job_id: string | null;
            /**
             * Memory
             * @description Memory that it takes when loaded, about.
             */
            memory: number;
            /** Fits In Memory */
            fits_in_memory: boolean;
        };
        /**
         * ModelList
         * @description All models that there are weights for.
         */
        ModelList: {
            /** Models */
            models: components["schemas"]["ModelBody"][];
        };
        /**
         * MultilangBody
         * @description Say a text of several languages: found per sentence in `text`, or given with each of `segments`.
         * @example {
         *       "text": "Good morning. 안녕하세요. Buenos días.",
         *       "voice_id": "voice_abc123"
         *     }
         */
        MultilangBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /**
             * Pause Ms
             * @description Silence between sentences, in milliseconds.
             */
            pause_ms?: number | null;
            /**
             * Seed
             * @description The same request with the same seed sounds the same.
             */
            seed?: number | null;
            /**
             * Format
             * @description What the sound is sent and kept as.
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Sample Rate
             * @description In Hz; the engine's own when left out.
             */
            sample_rate?: number | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Ssml
             * @description Read the text as SSML.
             * @default false
             */
            ssml?: boolean;
            /**
             * Pronunciations
             * @description Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /**
             * Stream
             * @description Send the sound while it is made.
             * @default false
             */
            stream?: boolean;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
            /**
             * Keep
             * @description Finish the work when the client disconnects; else it is stopped.
             * @default false
             */
            keep?: boolean;
            /** Voice Id */
            voice_id: string;
            /** Text */
            text?: string | null;
            /** Segments */
            segments?: components["schemas"]["LanguageSegmentBody"][] | null;
        };
        /**
         * MultivoiceBody
         * @description Say segments one after another, each in its own voice.
         * @example {
         *       "segments": [
         *         {
         *           "language": "en",
         *           "text": "Who is there?",
         *           "voice_id": "voice_abc123"
         *         },
         *         {
         *           "language": "en",
         *           "text": "Only me.",
         *           "voice_id": "af_heart"
         *         }
         *       ]
         *     }
         */
        MultivoiceBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /**
             * Pause Ms
             * @description Silence between sentences, in milliseconds.
             */
            pause_ms?: number | null;
            /**
             * Seed
             * @description The same request with the same seed sounds the same.
             */
            seed?: number | null;
            /**
             * Format
             * @description What the sound is sent and kept as.
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Sample Rate
             * @description In Hz; the engine's own when left out.
             */
            sample_rate?: number | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Ssml
             * @description Read the text as SSML.
             * @default false
             */
            ssml?: boolean;
            /**
             * Pronunciations
             * @description Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /**
             * Stream
             * @description Send the sound while it is made.
             * @default false
             */
            stream?: boolean;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
            /**
             * Keep
             * @description Finish the work when the client disconnects; else it is stopped.
             * @default false
             */
            keep?: boolean;
            /** Segments */
            segments: components["schemas"]["SegmentBody-Input"][];
        };
        /**
         * NewCategory
         * @description A category to be made.
         * @example {
         *       "name": "Audiobook"
         *     }
         */
        NewCategory: {
            /** Name */
            name: string;
            /** Color */
            color?: string | null;
        };
        /**
         * NewExportPreset
         * @description Settings of an export to be kept under a name, for all projects.
         * @example {
         *       "name": "For the editor",
         *       "settings": {
         *         "format": "flac",
         *         "per_line": true
         *       }
         *     }
         */
        NewExportPreset: {
            /** Name */
            name: string;
            settings: components["schemas"]["ExportPreset"];
        };
        /**
         * NewKey
         * @description A key to be made.
         * @example {
         *       "limits": {
         *         "tts:generate": 30
         *       },
         *       "name": "My app",
         *       "scopes": [
         *         "tts:generate",
         *         "voices:read"
         *       ]
         *     }
         */
        NewKey: {
            /**
             * Name
             * @description What it is for.
             * @default API key
             */
            name?: string;
            /**
             * Scopes
             * @description All scopes when left out.
             */
            scopes?: string[] | null;
            /**
             * Limits
             * @description Requests a minute by scope, where they differ from the defaults.
             */
            limits?: {
                [key: string]: number;
            } | null;
            /**
             * Unlimited
             * @description No limits at all.
             * @default false
             */
            unlimited?: boolean;
            /**
             * Credentials
             * @description Content Credentials of what it takes; `off` follows the setting. A key can only be stricter.
             * @default off
             * @enum {string}
             */
            credentials?: "off" | "on" | "required";
        };
        /**
         * NewKeyBody
         * @description A key just made, with its secret.
         */
        NewKeyBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Last Four */
            last_four: string;
            /** Scopes */
            scopes: string[];
            /**
             * Limits
             * @description Requests a minute by scope; null is without limit.
             */
            limits: {
                [key: string]: number | null;
            };
            /** Unlimited */
            unlimited: boolean;
            /**
             * Usage
             * @description Requests of the last minute by scope.
             */
            usage: {
                [key: string]: number;
            };
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "revoked";
            /**
             * Credentials
             * @description Content Credentials of what it takes; `off` follows the setting. A key can only be stricter.
             * @enum {string}
             */
            credentials: "off" | "on" | "required";
            /**
             * Created By
             * @description The key that made it, if one did.
             */
            created_by: string | null;
            /** Created At */
            created_at: string;
            /** Last Used At */
            last_used_at: string | null;
            /**
             * Key
             * @description The secret. It is shown this once.
             */
            key: string;
        };
        /**
         * NewProject
         * @description A project to make; `script` is text whose `NAME: line` paragraphs become speakers and lines.
         * @example {
         *       "language": "en",
         *       "name": "The Garden",
         *       "script": "ADA: Where were you?\n\nBEN: Outside."
         *     }
         */
        NewProject: {
            /** Name */
            name: string;
            /**
             * Language
             * @description The script's own when left out, English without one.
             */
            language?: string | null;
            /** Fps */
            fps?: number | null;
            /**
             * Loudness
             * @default off
             * @enum {string}
             */
            loudness?: "off" | "-14" | "-16" | "-23" | "acx";
            /**
             * Default Gap Ms
             * @default 250
             */
            default_gap_ms?: number;
            /**
             * Script
             * @default
             */
            script?: string;
            /**
             * Speakers
             * @description Voices of the script's speakers: name to voice_id.
             * @default {}
             */
            speakers?: {
                [key: string]: string;
            };
            /**
             * Choose Voices
             * @description Give each new speaker of the script a voice: one of the speaker's name, else a preset by the gender of the name and the language of what is said; lines that name nobody are a narrator's.
             * @default true
             */
            choose_voices?: boolean;
        };
        /**
         * NewVoiceBody
         * @description A designed voice to be kept.
         */
        NewVoiceBody: {
            /** Voice Name */
            voice_name: string;
            /**
             * Voice Description
             * @default
             */
            voice_description?: string;
            /** Generated Voice Id */
            generated_voice_id: string;
            /**
             * Labels
             * @description Kept as tags.
             * @default {}
             */
            labels?: {
                [key: string]: string;
            };
        };
        /**
         * NormalizationOptions
         * @description Kokoro-FastAPI's switch for reading numbers and abbreviations as words.
         */
        NormalizationOptions: {
            /** Normalize */
            normalize?: boolean | null;
        };
        /**
         * NudgeBody
         * @description Steps by which a voice is to be moved; negative goes the other way.
         * @example {
         *       "calmer": 0.5,
         *       "name": "Older",
         *       "older": 1
         *     }
         */
        NudgeBody: {
            /**
             * Older
             * @default 0
             */
            older?: number;
            /**
             * Brighter
             * @default 0
             */
            brighter?: number;
            /**
             * Calmer
             * @default 0
             */
            calmer?: number;
            /**
             * Warmer
             * @default 0
             */
            warmer?: number;
            /**
             * Higher
             * @default 0
             */
            higher?: number;
            /**
             * Faster
             * @default 0
             */
            faster?: number;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Save
             * @description When false it vanishes after a day, unless renamed or changed.
             * @default true
             */
            save?: boolean;
            /**
             * Async
             * @description Answer 202 at once with the job; its `result` has the candidate.
             * @default false
             */
            async?: boolean;
        };
        /**
         * NudgedBody
         * @description The new voice; `before` and `measured` tell what it was and is.
         * @example {
         *       "consent": false,
         *       "consents": [],
         *       "description": "",
         *       "design": {},
         *       "engine": "kokoro",
         *       "engines": [
         *         "kokoro"
         *       ],
         *       "favorite": false,
         *       "gender": "female",
         *       "id": "voice_af_heart",
         *       "kind": "preset",
         *       "language": "en-us",
         *       "languages": [
         *         "en"
         *       ],
         *       "name": "Heart",
         *       "preview_url": "/api/voices/voice_af_heart/preview",
         *       "samples": [],
         *       "settings": {},
         *       "status": "ready",
         *       "tags": [],
         *       "versions": []
         *     }
         */
        NudgedBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "clone" | "preset" | "design";
            /**
             * Engine
             * @description The engine that it was made for, or came with.
             */
            engine: string;
            /**
             * Engines
             * @description Engines that it can speak by: those that it has fits for.
             */
            engines: string[];
            /**
             * Preferred Engine
             * @description The engine that was chosen for it; null takes the best that is ready for the language.
             */
            preferred_engine: string | null;
            /** Language */
            language: string;
            /** Languages */
            languages: string[];
            /** Gender */
            gender: string | null;
            /** Description */
            description: string;
            /** Tags */
            tags: string[];
            /** Category Id */
            category_id: string | null;
            /** Favorite */
            favorite: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "fitting" | "failed" | "revoked";
            /**
             * Fidelity
             * @description How close a clone is to its recording, 0-1.
             */
            fidelity: number | null;
            /** Avatar Color */
            avatar_color: string | null;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Design */
            design: {
                [key: string]: unknown;
            };
            /**
             * Quality
             * @description What was measured in the recordings.
             */
            quality: {
                [key: string]: unknown;
            } | null;
            /**
             * Consent
             * @description Whether somebody noted that the person agreed, and it holds.
             */
            consent: boolean;
            /**
             * Consents
             * @default []
             */
            consents?: components["schemas"]["ConsentBody"][];
            /**
             * Allowed Keys
             * @description Ids of the keys besides its owner's that may use it; null for all.
             */
            allowed_keys: string[] | null;
            revoked: components["schemas"]["RevokedBody"] | null;
            /**
             * Samples
             * @default []
             */
            samples?: components["schemas"]["SampleBody"][];
            /**
             * Versions
             * @default []
             */
            versions?: components["schemas"]["VersionBody"][];
            /** Job Id */
            job_id: string | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Preview Url */
            preview_url: string | null;
            /** Created At */
            created_at: string | null;
            /** Updated At */
            updated_at: string | null;
            /** Deleted At */
            deleted_at: string | null;
            /** Before */
            before: {
                [key: string]: unknown;
            };
            /** Measured */
            measured: {
                [key: string]: unknown;
            };
        };
        /**
         * OperationsBody
         * @description Changes of a document, all of them or none; docs/projects.md lists the operations.
         * @example {
         *       "operations": [
         *         {
         *           "line": {
         *             "text": "Good evening."
         *           },
         *           "op": "line.insert"
         *         }
         *       ]
         *     }
         * @example {
         *       "operations": [
         *         {
         *           "after": "line_…",
         *           "generation_id": "gen_…",
         *           "op": "line.insert"
         *         }
         *       ]
         *     }
         */
        OperationsBody: {
            /**
             * Operations
             * @description Each an object with `op`, applied in order. `line.insert` with `generation_id` makes a finished generation a line with its sound.
             */
            operations: {
                [key: string]: unknown;
            }[];
        };
        /**
         * PeaksBody
         * @description A waveform: the largest absolute sample of each stretch, 0 to 255.
         */
        PeaksBody: {
            /** Per Second */
            per_second: number;
            /** Peaks */
            peaks: number[];
        };
        /**
         * PresetBody
         * @description Say a text in a preset: `voice` or `voice_id`, a plain name such as `af_heart` or an id.
         * @example {
         *       "language": "en",
         *       "text": "Hello, world!",
         *       "voice": "af_heart"
         *     }
         */
        PresetBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /**
             * Pause Ms
             * @description Silence between sentences, in milliseconds.
             */
            pause_ms?: number | null;
            /**
             * Seed
             * @description The same request with the same seed sounds the same.
             */
            seed?: number | null;
            /**
             * Format
             * @description What the sound is sent and kept as.
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Sample Rate
             * @description In Hz; the engine's own when left out.
             */
            sample_rate?: number | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Ssml
             * @description Read the text as SSML.
             * @default false
             */
            ssml?: boolean;
            /**
             * Pronunciations
             * @description Words to say another way: `{"SQL": "sequel", "Kokoro": "/kˈOkəɹO/"}`.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /**
             * Stream
             * @description Send the sound while it is made.
             * @default false
             */
            stream?: boolean;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
            /**
             * Keep
             * @description Finish the work when the client disconnects; else it is stopped.
             * @default false
             */
            keep?: boolean;
            /**
             * Text
             * @description What to say. `[pause:1.5s]` and `[word](/phonemes/)` may stand in it.
             */
            text: string;
            /**
             * Language
             * @description `auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`.
             * @default auto
             */
            language?: string;
            /** Voice */
            voice?: string | null;
            /** Voice Id */
            voice_id?: string | null;
        };
        /**
         * Problem
         * @description A reason for which a recording cannot be cloned from.
         */
        Problem: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /**
             * Details
             * @default {}
             */
            details?: {
                [key: string]: unknown;
            };
        };
        /**
         * ProcessBody
         * @description The server itself.
         */
        ProcessBody: {
            /** Memory */
            memory: number;
            /**
             * Cpu
             * @description Percent of one core.
             */
            cpu: number;
            /** Threads */
            threads: number;
            /**
             * Uptime
             * @description Seconds.
             */
            uptime: number;
        };
        /**
         * ProjectBody
         * @description A project as it is listed.
         */
        ProjectBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Language */
            language: string;
            /** Revision */
            revision: number;
            /**
             * Duration
             * @description Seconds.
             */
            duration: number;
            /** Lines */
            lines: number;
            /** Sample Rate */
            sample_rate: number;
            /** Fps */
            fps: number | null;
            /**
             * Loudness
             * @enum {string}
             */
            loudness: "off" | "-14" | "-16" | "-23" | "acx";
            /** Default Gap Ms */
            default_gap_ms: number;
            /**
             * Pronunciations
             * @default {}
             */
            pronunciations?: {
                [key: string]: string;
            };
            /**
             * Export Presets
             * @default {}
             */
            export_presets?: {
                [key: string]: components["schemas"]["ExportPreset"];
            };
            /** Created At */
            created_at: string;
            /** Updated At */
            updated_at: string;
            /** Deleted At */
            deleted_at?: string | null;
        };
        /**
         * ProjectChange
         * @description Settings to change; what is missing stays as it is.
         * @example {
         *       "name": "The Garden, part two"
         *     }
         */
        ProjectChange: {
            /** Name */
            name?: string | null;
            /** Language */
            language?: string | null;
            /** Fps */
            fps?: number | null;
            /** Loudness */
            loudness?: ("off" | "-14" | "-16" | "-23" | "acx") | null;
            /** Default Gap Ms */
            default_gap_ms?: number | null;
            /** Pronunciations */
            pronunciations?: {
                [key: string]: string;
            } | null;
            /** Export Presets */
            export_presets?: {
                [key: string]: components["schemas"]["ExportPreset"];
            } | null;
        };
        /**
         * ProjectDocument
         * @description The whole document of a project: speakers, lines with their places and states, tracks, clips, markers.
         */
        ProjectDocument: {
            /** Id */
            id: string;
            /** Revision */
            revision: number;
            /** Name */
            name: string;
            /** Duration */
            duration: number;
            /** Speakers */
            speakers: {
                [key: string]: unknown;
            }[];
            /** Lines */
            lines: {
                [key: string]: unknown;
            }[];
            /** Tracks */
            tracks: {
                [key: string]: unknown;
            }[];
            /** Clips */
            clips: {
                [key: string]: unknown;
            }[];
            /** Markers */
            markers: {
                [key: string]: unknown;
            }[];
            /** Assets */
            assets: components["schemas"]["AssetBody"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * ProjectList
         * @description Some of the projects, the last changed first.
         */
        ProjectList: {
            /** Projects */
            projects: components["schemas"]["ProjectBody"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PronunciationsBody
         * @description Words and how they are said: phonemes between slashes, or a respelling.
         * @example {
         *       "pronunciations": {
         *         "Kokoro": "/kˈOkəɹO/",
         *         "SQL": "sequel"
         *       }
         *     }
         */
        PronunciationsBody: {
            /** Pronunciations */
            pronunciations: {
                [key: string]: string;
            };
        };
        /**
         * QueueBody
         * @description Jobs.
         */
        QueueBody: {
            /** Waiting */
            waiting: number;
            /** Running */
            running: number;
        };
        /**
         * RecognisedWordBody
         * @description A word and when it was said, in seconds.
         */
        RecognisedWordBody: {
            /** Word */
            word: string;
            /** Start */
            start: number;
            /** End */
            end: number;
            /** Probability */
            probability: number;
        };
        /**
         * RecordingCheckBody
         * @description The quality of a recording as a reference.
         */
        RecordingCheckBody: {
            /** Ok */
            ok: boolean;
            /**
             * Quality
             * @description The quality report, when it can be cloned from.
             */
            quality: {
                [key: string]: unknown;
            } | null;
            /** @description Why not, when it cannot. */
            problem: components["schemas"]["Problem"] | null;
            /** Transcript */
            transcript?: string | null;
            /** Language */
            language?: string | null;
        };
        /**
         * RefineBody
         * @description The level up to which a clone is to be refined.
         * @example {
         *       "refine": "best"
         *     }
         */
        RefineBody: {
            /**
             * Refine
             * @default best
             * @enum {string}
             */
            refine?: "instant" | "standard" | "best";
            /**
             * Engine
             * @description The engine to fit it for: one that clones, installed here. Left out: the one that it speaks by.
             */
            engine?: string | null;
        };
        /**
         * RegenerateBody
         * @description Make one chunk again. What is left out stays as it was, but for the seed, which is then a new one.
         * @example {
         *       "chunk_index": 2,
         *       "generation_id": "gen_abc123",
         *       "seed": 7
         *     }
         */
        RegenerateBody: {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /** Generation Id */
            generation_id: string;
            /** Chunk Index */
            chunk_index: number;
            /** Text */
            text?: string | null;
            /** Seed */
            seed?: number | null;
            /** Language */
            language?: string | null;
            /** Voice Id */
            voice_id?: string | null;
            /**
             * Engine
             * @description The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came with. Left out: for each voice the best that is ready for the language.
             */
            engine?: string | null;
            /**
             * Async
             * @description Answer 202 at once, with a Location to poll.
             * @default false
             */
            async?: boolean;
        };
        /**
         * RenderBody
         * @description Settings of a render: the mix written to a file.
         * @example {
         *       "format": "mp3",
         *       "loudness": "-16"
         *     }
         */
        RenderBody: {
            /**
             * Preset
             * @description The name of a preset of the project, of one's own, or of everybody: podcast, youtube, streaming, broadcast, audiobook, audiobook-chapters. Fields beside it come before it.
             */
            preset?: string | null;
            /**
             * Format
             * @default wav
             * @enum {string}
             */
            format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a" | "m4b" | "mp4";
            /**
             * Loudness
             * @description LUFS to bring it to; the project's own when missing.
             */
            loudness?: ("off" | "-14" | "-16" | "-23" | "acx") | null;
            /**
             * True Peak
             * @description dBTP at most.
             */
            true_peak?: number | null;
            /**
             * Begin
             * @default 0
             */
            begin?: number;
            /** End */
            end?: number | null;
            /**
             * Stems
             * @description A ZIP with a file for each track; they add up to the mix.
             * @default false
             */
            stems?: boolean;
            /**
             * Per Line
             * @description A ZIP with a file for each line's take.
             * @default false
             */
            per_line?: boolean;
            /**
             * Chapters
             * @description Chapter markers as chapters; where m4a, m4b, mp4, mp3 or opus hold them when missing.
             */
            chapters?: boolean | null;
            /**
             * Video
             * @description The asset whose picture is copied into the mp4, frame by frame.
             */
            video?: string | null;
            /**
             * Subtitles
             * @description The lines as a track of subtitles in the mp4.
             * @default false
             */
            subtitles?: boolean;
            /**
             * File Name
             * @description Pattern of the file's name, or of the ZIP's, without ending: {project}, {date}, {revision}, {loudness} and other text.
             */
            file_name?: string | null;
            /**
             * Entry Names
             * @description Pattern of the names in a ZIP: also {number}, and {speaker} and {line}, or {track} of stems.
             */
            entry_names?: string | null;
        };
        /**
         * RenderList
         * @description A project's renders, newest first.
         */
        RenderList: {
            /** Renders */
            renders: components["schemas"]["RenderedBody"][];
        };
        /**
         * RenderedBody
         * @description A render: the state of its job, and where its file is.
         */
        RenderedBody: {
            /** Id */
            id: string;
            /** Project Id */
            project_id: string;
            /** Revision */
            revision: number;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed" | "cancelled";
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Duration */
            duration: number | null;
            /**
             * Measured
             * @description Loudness, true peak and gain of the master, where one was made.
             */
            measured: {
                [key: string]: unknown;
            };
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Job Id */
            job_id: string | null;
            /** Audio Url */
            audio_url: string | null;
            /**
             * File Name
             * @description The name under which the file is saved.
             */
            file_name: string;
            /** Created At */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * RetakeBody
         * @description The words of a take that were said again, the take that they were cut into, and the seed that they have.
         */
        RetakeBody: {
            /** Take Id */
            take_id: string;
            /** Start Char */
            start_char: number;
            /** End Char */
            end_char: number;
            /** Seed */
            seed: number | null;
        };
        /**
         * RevisionBody
         * @description One entry of a project's history.
         */
        RevisionBody: {
            /** Revision */
            revision: number;
            /** Author */
            author: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "create" | "edit" | "take" | "undo" | "redo" | "restore";
            /** Label */
            label: string;
            /** Operations */
            operations: {
                [key: string]: unknown;
            }[];
            /** Undone */
            undone: boolean;
            /** Created At */
            created_at: string;
        };
        /**
         * RevocationBody
         * @description A revocation: the voices, how many jobs it stopped, and what was made with them.
         */
        RevocationBody: {
            /** Voices */
            voices: components["schemas"]["RevokedVoiceBody"][];
            /** Revoked At */
            revoked_at: string;
            /** Reason */
            reason: string;
            /** Stopped */
            stopped: number;
            made: components["schemas"]["MadeBody"];
        };
        /**
         * RevokeBody
         * @description The reason of a revocation.
         * @example {
         *       "reason": "Ada withdrew her consent by letter."
         *     }
         */
        RevokeBody: {
            /**
             * Reason
             * @description Shown to everybody who asks for the voice.
             * @default
             */
            reason?: string;
        };
        /**
         * RevokedBody
         * @description The time and the reason of a revocation.
         */
        RevokedBody: {
            /** At */
            at: string | null;
            /** Reason */
            reason: string;
            /** By */
            by: string | null;
            /**
             * Because Of
             * @description The revoked voice that this one was made of.
             */
            because_of: string | null;
        };
        /**
         * RevokedKeys
         * @description The key that is no longer valid, and all that it made.
         */
        RevokedKeys: {
            /** Id */
            id: string;
            /**
             * Deleted
             * @default true
             */
            deleted?: boolean;
            /** Revoked */
            revoked: string[];
        };
        /**
         * RevokedVoiceBody
         * @description A voice that cannot speak any more.
         */
        RevokedVoiceBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Because Of
             * @description The voice that it was made of, when that was revoked.
             */
            because_of: string | null;
        };
        /**
         * SampleBody
         * @description A recording of a voice.
         */
        SampleBody: {
            /** Id */
            id: string;
            /** Filename */
            filename: string;
            /** Duration */
            duration: number;
            /** Transcript */
            transcript: string;
            /** Language */
            language: string | null;
            /** Weight */
            weight: number;
            /** Quality */
            quality: {
                [key: string]: unknown;
            };
            /** Audio Url */
            audio_url: string;
            /** Created At */
            created_at: string;
        };
        /**
         * ScriptPreview
         * @description The lines and speakers that an import would bring, before it is done.
         */
        ScriptPreview: {
            /** Format */
            format: string;
            /** Lines */
            lines: number;
            /** Characters */
            characters: number;
            /** Speakers */
            speakers: string[];
            /** Chapters */
            chapters: string[];
            /**
             * Language
             * @description What most of the text is in: the project's, unless another is given.
             */
            language: string;
            /**
             * Timed
             * @description Whether lines come with their times (subtitles).
             */
            timed: boolean;
            /** Warnings */
            warnings: string[];
            /**
             * First
             * @description The first ten lines.
             */
            first: {
                [key: string]: unknown;
            }[];
        };
        /**
         * SegmentBody
         * @description Text for one voice.
         */
        "SegmentBody-Input": {
            /**
             * Speed
             * @description Factor on the voice's own pace.
             */
            speed?: number | null;
            /**
             * Pitch
             * @description Semitones up or down.
             */
            pitch?: number | null;
            /**
             * Volume Db
             * @description Decibels on the common loudness; peaks are limited.
             */
            volume_db?: number | null;
            /**
             * Normalize Text
             * @description Read numbers, dates and abbreviations as a person would (the default).
             */
            normalize_text?: boolean | null;
            /** Voice Id */
            voice_id: string;
            /** Text */
            text: string;
            /**
             * Language
             * @description `auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`.
             * @default auto
             */
            language?: string;
            /**
             * Engine
             * @description The engine of this segment; the request's when left out.
             */
            engine?: string | null;
        };
        /**
         * SegmentBody
         * @description A sentence or a part of one. Times are in seconds.
         */
        "SegmentBody-Output": {
            /** Id */
            id: number;
            /** Text */
            text: string;
            /**
             * Confidence
             * @description Mean probability of its words, 0-1.
             */
            confidence: number;
            /** Start */
            start?: number | null;
            /** End */
            end?: number | null;
            /**
             * Language
             * @description The language that was heard in it.
             */
            language?: string | null;
            /**
             * Speaker
             * @description Who said it, `speaker_0` first; with `diarize`.
             */
            speaker?: string | null;
            /** Words */
            words?: components["schemas"]["RecognisedWordBody"][] | null;
        };
        /**
         * SentenceBody
         * @description A sentence: the given text from `start` to `end`.
         */
        SentenceBody: {
            /** Text */
            text: string;
            /** Start */
            start: number;
            /** End */
            end: number;
        };
        /**
         * SessionBody
         * @description The studio's sign-in.
         */
        SessionBody: {
            /**
             * Signed In
             * @default true
             */
            signed_in?: boolean;
            /** Expires At */
            expires_at: string;
            /**
             * Csrf
             * @description Goes into X-CSRF-Token with every request that changes something.
             */
            csrf: string;
        };
        /**
         * SpeakBody
         * @description Lines to generate: their ids, `stale` (those without a take that fits their text and voice) or `all`.
         * @example {
         *       "lines": "stale"
         *     }
         */
        SpeakBody: {
            /**
             * Lines
             * @default stale
             */
            lines?: string[] | ("stale" | "all");
            /**
             * Variants
             * @description Takes of each line.
             * @default 1
             */
            variants?: number;
            /** @description Of the only line in `lines`: the words that are said again and cut into its take, which stays as it is outside of them. */
            words?: components["schemas"]["WordsBody"] | null;
        };
        /**
         * SpeechBody
         * @description A text and the voice that says it. Fields that are not listed are accepted and named in the answer's
         *     `X-Unused-Parameters`.
         * @example {
         *       "input": "Hello, world!",
         *       "model": "kokoro",
         *       "response_format": "wav",
         *       "voice": "alloy"
         *     }
         */
        SpeechBody: {
            /**
             * Model
             * @description `kokoro`, `tts-1`, `tts-1-hd`, `gpt-4o-mini-tts`, or a name of these families: whatever speaks the voice by default, Kokoro mostly; or an engine that is installed here besides, by its id.
             * @default kokoro
             */
            model?: string;
            /**
             * Input
             * @description What to say. A text with nothing to say is a short silence.
             */
            input: string;
            /**
             * Voice
             * @description One of OpenAI's names, a preset's, the id or name of any voice, cloned ones too, or a blend as in `af_bella(2)+af_sky`.
             * @default alloy
             */
            voice?: string | components["schemas"]["VoiceReference"];
            /**
             * Response Format
             * @default mp3
             * @enum {string}
             */
            response_format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            /**
             * Speed
             * @default 1
             */
            speed?: number;
            /**
             * Stream Format
             * @description Plain sound as it is made, or events that carry it in base64. WAV is sent as it is made only where this or `stream` is given, since its header tells the length.
             * @default audio
             * @enum {string}
             */
            stream_format?: "audio" | "sse";
            /**
             * Stream
             * @description Not in OpenAI's API: false sends the sound whole, at its end.
             */
            stream?: boolean | null;
            /**
             * Instructions
             * @description Followed as far as they speak of pace, pitch, liveliness and level (`slowly, whispering`).
             */
            instructions?: string | null;
            /**
             * Language
             * @description Not in OpenAI's API: a code such as `ko`, or `auto`.
             * @default auto
             */
            language?: string;
            /**
             * Lang Code
             * @description Kokoro-FastAPI's name for `language`: `a`, `en-gb`.
             */
            lang_code?: string | null;
            /**
             * Sample Rate
             * @description Not in OpenAI's API: samples a second.
             */
            sample_rate?: number | null;
            /**
             * Volume Multiplier
             * @description Kokoro-FastAPI's factor on the level.
             */
            volume_multiplier?: number | null;
            normalization_options?: components["schemas"]["NormalizationOptions"] | null;
        };
        /**
         * SpeechCheckBody
         * @description A generation checked by transcription, chunk by chunk.
         */
        SpeechCheckBody: {
            /** Generation Id */
            generation_id: string;
            /**
             * Flagged
             * @description How many chunks do not sound like their text.
             */
            flagged: number;
            /** Chunks */
            chunks: components["schemas"]["CheckedChunkBody"][];
        };
        /**
         * SpeechVoiceSettings
         * @description Settings of a voice. `speed` is obeyed; other settings are named in `X-Unused-Parameters`.
         */
        SpeechVoiceSettings: {
            /** Speed */
            speed?: number | null;
        };
        /**
         * SplitAnswer
         * @description The sentences of a text, in order.
         */
        SplitAnswer: {
            /** Language */
            language: string;
            /**
             * Language Confidence
             * @description How sure the language is where it was found by `auto`; below 0.8 it is a guess.
             */
            language_confidence?: number | null;
            /** Sentences */
            sentences: components["schemas"]["SentenceBody"][];
        };
        /**
         * SplitBody
         * @description A text to be split into sentences.
         * @example {
         *       "language": "en",
         *       "text": "Dr. Kim paid $3.50. Really?"
         *     }
         */
        SplitBody: {
            /** Text */
            text: string;
            /**
             * Language
             * @default auto
             */
            language?: string;
            /**
             * Max Chars
             * @description Longer sentences are cut at clauses.
             */
            max_chars?: number | null;
        };
        /**
         * SpokenWordBody
         * @description A word, when it sounds, and where it stands in `text`.
         */
        SpokenWordBody: {
            /** Word */
            word: string;
            /** Start */
            start: number;
            /** End */
            end: number;
            /** Start Char */
            start_char: number;
            /** End Char */
            end_char: number;
        };
        /**
         * StartDub
         * @description A recording or video of the project to be dubbed. Only `asset_id` is needed: the lines then say what was said.
         * @example {
         *       "asset_id": "asset_…",
         *       "language": "ko",
         *       "video": true
         *     }
         */
        StartDub: {
            /**
             * Asset Id
             * @description The recording or video, an asset of the project.
             */
            asset_id: string;
            /**
             * Spoken
             * @description The language of the recording; heard when `auto`.
             * @default auto
             */
            spoken?: string;
            /**
             * Language
             * @description The language of the lines.
             * @default auto
             */
            language?: string;
            /**
             * Transcription Id
             * @description A transcription of it that is there already, instead of a new one.
             */
            transcription_id?: string | null;
            /**
             * Texts
             * @description A text for each segment of `transcription_id`, translated; empty leaves one out.
             */
            texts?: string[] | null;
            /**
             * Subtitles
             * @description The texts as SRT or WebVTT; each goes to the line that is said at its time.
             */
            subtitles?: string | null;
            /**
             * Translate
             * @description Have the translator of `CLONYVOICE_TRANSLATOR_URL` translate into `language`.
             * @default false
             */
            translate?: boolean;
            /**
             * Voices
             * @description Voices by speaker, as far as they are known: `speaker_0`, …
             * @default {}
             */
            voices?: {
                [key: string]: string;
            };
            /**
             * Voice Source
             * @description For the others: `cast` presets by pitch and language, `clone` each from the recording (needs `consent` and the scope `clone:create`), or `none`.
             * @default cast
             * @enum {string}
             */
            voice_source?: "cast" | "clone" | "none";
            /**
             * Consent
             * @description That all who speak agreed to be cloned.
             */
            consent?: boolean | null;
            /**
             * Consent Person
             * @description Who agreed.
             * @default
             */
            consent_person?: string;
            /**
             * Consent Statement
             * @description The words in which they agreed.
             * @default
             */
            consent_statement?: string;
            /** Min Speakers */
            min_speakers?: number | null;
            /** Max Speakers */
            max_speakers?: number | null;
            /**
             * Duck Db
             * @description The original under the lines.
             * @default -15
             */
            duck_db?: number;
            /**
             * Speak
             * @description Generate the lines, each at the pace that fits its slot.
             * @default true
             */
            speak?: boolean;
            /**
             * Video
             * @description Render an MP4 at the end: the picture copied, new sound, subtitles.
             * @default false
             */
            video?: boolean;
        };
        /**
         * StatementBody
         * @description A finding in plain words.
         */
        StatementBody: {
            /**
             * Code
             * @description Stable; translations go by it.
             */
            code: string;
            /**
             * Level
             * @enum {string}
             */
            level: "good" | "note" | "bad";
            /** Text */
            text: string;
            /**
             * Values
             * @description Numbers, names and times of the sentence.
             */
            values: {
                [key: string]: unknown;
            };
        };
        /**
         * StatsBody
         * @description The load of the machine and of the server. Sizes are in bytes.
         */
        StatsBody: {
            cpu: components["schemas"]["CpuBody"];
            memory: components["schemas"]["Usage"];
            swap: components["schemas"]["Usage"];
            disk: components["schemas"]["Usage"];
            /** Gpus */
            gpus: components["schemas"]["Gpu"][];
            process: components["schemas"]["ProcessBody"];
            /**
             * Models
             * @description The models in memory now.
             */
            models: components["schemas"]["LoadedModelBody"][];
            queue: components["schemas"]["QueueBody"];
        };
        /**
         * TakeBody
         * @description One rendering of a chunk; `take` counts from 1.
         */
        TakeBody: {
            /** Id */
            id: string;
            /** Take */
            take: number;
            /** Text */
            text: string;
            /** Seed */
            seed: number | null;
            /** Duration */
            duration: number;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Active */
            active: boolean;
            /** Audio Url */
            audio_url: string;
            /** Created At */
            created_at: string;
        };
        /**
         * TakeList
         * @description A line's takes and failed attempts, oldest first.
         */
        TakeList: {
            /** Takes */
            takes: components["schemas"]["LineTakeBody"][];
        };
        /**
         * TextToSpeechBody
         * @description A text to say in the voice of the address. Fields that are not listed are accepted and named in the answer's
         *     `X-Unused-Parameters`.
         * @example {
         *       "model_id": "kokoro",
         *       "text": "Hello, world!"
         *     }
         */
        TextToSpeechBody: {
            /**
             * Model Id
             * @description Any of ElevenLabs' names: all are Kokoro here.
             * @default eleven_multilingual_v2
             */
            model_id?: string;
            /**
             * Language Code
             * @description A code such as `ko`; found when left out.
             */
            language_code?: string | null;
            /** Seed */
            seed?: number | null;
            /**
             * Apply Text Normalization
             * @default auto
             * @enum {string}
             */
            apply_text_normalization?: "auto" | "on" | "off";
            /**
             * Pronunciation Dictionary Locators
             * @description Refused, unless empty: words are set with PUT /api/pronunciations.
             * @default []
             */
            pronunciation_dictionary_locators?: unknown[];
            /**
             * Audio Effects
             * @description Refused, unless empty.
             * @default {}
             */
            audio_effects?: {
                [key: string]: unknown;
            };
            /**
             * Text
             * @description What to say; `<break time="1s"/>` and `[pause:1s]` pause.
             */
            text: string;
            /** @default {} */
            voice_settings?: components["schemas"]["SpeechVoiceSettings"];
        };
        /**
         * TrackBody
         * @description A track of sound in a recording; `number` is what `track` takes.
         */
        TrackBody: {
            /** Number */
            number: number;
            /** Codec */
            codec: string;
            /** Channels */
            channels: number;
            /**
             * Language
             * @description As the file says it, often three letters; empty when it does not.
             */
            language: string;
            /** Title */
            title: string;
            /**
             * Default
             * @description Taken where no track is asked for.
             */
            default: boolean;
        };
        /**
         * TranscriptionBody
         * @description A transcription, finished or in progress.
         */
        TranscriptionBody: {
            /** Id */
            id: string;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed" | "cancelled";
            /** Task */
            task: string;
            /** Filename */
            filename: string;
            /**
             * Language
             * @description The language of most of it.
             */
            language: string;
            /**
             * Languages
             * @description All languages that were heard, that of most speech first.
             */
            languages?: string[] | null;
            /** Language Probability */
            language_probability: number;
            /** Duration */
            duration: number;
            /** Text */
            text: string;
            /** Segments */
            segments: components["schemas"]["SegmentBody-Output"][];
            /**
             * Speakers
             * @description The speakers as they begin; with `diarize`.
             */
            speakers?: string[] | null;
            /** Words */
            words?: components["schemas"]["RecognisedWordBody"][] | null;
            /** Timings */
            timings: {
                [key: string]: unknown;
            };
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Job Id */
            job_id?: string | null;
            /** Created At */
            created_at: string;
            /** Finished At */
            finished_at?: string | null;
        };
        /**
         * TranscriptionList
         * @description Transcriptions, newest first, without their segments.
         */
        TranscriptionList: {
            /** Transcriptions */
            transcriptions: components["schemas"]["TranscriptionBody"][];
        };
        /**
         * TranslatedBody
         * @description The change that gave lines other texts, and what it left.
         */
        TranslatedBody: {
            /** Revision */
            revision: number;
            /** Applied */
            applied: number;
            /** Ids */
            ids: (string | null)[];
            /** Changed */
            changed: {
                [key: string]: unknown;
            } | null;
            /** Lines */
            lines: {
                [key: string]: unknown;
            } | null;
            /**
             * Kept
             * @description Ids of the lines that kept their texts.
             */
            kept: string[];
            /**
             * Unplaced
             * @description Subtitles at whose times no line is said.
             */
            unplaced: number;
        };
        /**
         * TranslationBody
         * @description Other texts for the lines that have slots: one for each in their order, or subtitles.
         * @example {
         *       "language": "de",
         *       "texts": [
         *         "Guten Abend.",
         *         "Es regnet."
         *       ]
         *     }
         */
        TranslationBody: {
            /**
             * Texts
             * @description One for each line; an empty one leaves its line as it is.
             */
            texts?: string[] | null;
            /**
             * Subtitles
             * @description The texts as SRT or WebVTT; each goes to the line that is said at its time.
             */
            subtitles?: string | null;
            /**
             * Language
             * @description Of the new texts.
             */
            language?: string | null;
        };
        /**
         * Usage
         * @description Bytes used of a total.
         */
        Usage: {
            /** Used */
            used: number;
            /** Total */
            total: number;
            /** Free */
            free: number;
        };
        /**
         * UtteranceBody
         * @description Something that was said, in seconds of the recording.
         */
        UtteranceBody: {
            /** Start */
            start: number;
            /** End */
            end: number;
            /** Speaker */
            speaker: string;
            /** Text */
            text: string;
        };
        /**
         * VerificationBody
         * @description The findings about a recording's origin.
         */
        VerificationBody: {
            /**
             * Duration
             * @description Seconds.
             */
            duration: number;
            credentials: components["schemas"]["CredentialsBody"];
            /** Watermarks */
            watermarks: components["schemas"]["WatermarkBody"][];
            /**
             * Statements
             * @description The same in sentences, the most important first.
             */
            statements: components["schemas"]["StatementBody"][];
        };
        /**
         * VersionBody
         * @description A fit of a voice; `version` counts from 1.
         */
        VersionBody: {
            /** Version */
            version: number;
            /** Id */
            id: string;
            /** Engine */
            engine: string;
            /** Refine */
            refine: string;
            /** Fidelity */
            fidelity: number | null;
            /** Report */
            report: {
                [key: string]: unknown;
            };
            /** Active */
            active: boolean;
            /** Created At */
            created_at: string;
        };
        /**
         * VoiceBody
         * @description A voice. `samples`, `versions` and `quality` come where one voice is asked for.
         * @example {
         *       "consent": false,
         *       "consents": [],
         *       "description": "",
         *       "design": {},
         *       "engine": "kokoro",
         *       "engines": [
         *         "kokoro"
         *       ],
         *       "favorite": false,
         *       "gender": "female",
         *       "id": "voice_af_heart",
         *       "kind": "preset",
         *       "language": "en-us",
         *       "languages": [
         *         "en"
         *       ],
         *       "name": "Heart",
         *       "preview_url": "/api/voices/voice_af_heart/preview",
         *       "samples": [],
         *       "settings": {},
         *       "status": "ready",
         *       "tags": [],
         *       "versions": []
         *     }
         */
        VoiceBody: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "clone" | "preset" | "design";
            /**
             * Engine
             * @description The engine that it was made for, or came with.
             */
            engine: string;
            /**
             * Engines
             * @description Engines that it can speak by: those that it has fits for.
             */
            engines: string[];
            /**
             * Preferred Engine
             * @description The engine that was chosen for it; null takes the best that is ready for the language.
             */
            preferred_engine: string | null;
            /** Language */
            language: string;
            /** Languages */
            languages: string[];
            /** Gender */
            gender: string | null;
            /** Description */
            description: string;
            /** Tags */
            tags: string[];
            /** Category Id */
            category_id: string | null;
            /** Favorite */
            favorite: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "fitting" | "failed" | "revoked";
            /**
             * Fidelity
             * @description How close a clone is to its recording, 0-1.
             */
            fidelity: number | null;
            /** Avatar Color */
            avatar_color: string | null;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /** Design */
            design: {
                [key: string]: unknown;
            };
            /**
             * Quality
             * @description What was measured in the recordings.
             */
            quality: {
                [key: string]: unknown;
            } | null;
            /**
             * Consent
             * @description Whether somebody noted that the person agreed, and it holds.
             */
            consent: boolean;
            /**
             * Consents
             * @default []
             */
            consents?: components["schemas"]["ConsentBody"][];
            /**
             * Allowed Keys
             * @description Ids of the keys besides its owner's that may use it; null for all.
             */
            allowed_keys: string[] | null;
            revoked: components["schemas"]["RevokedBody"] | null;
            /**
             * Samples
             * @default []
             */
            samples?: components["schemas"]["SampleBody"][];
            /**
             * Versions
             * @default []
             */
            versions?: components["schemas"]["VersionBody"][];
            /** Job Id */
            job_id: string | null;
            /** Error */
            error: {
                [key: string]: unknown;
            } | null;
            /** Preview Url */
            preview_url: string | null;
            /** Created At */
            created_at: string | null;
            /** Updated At */
            updated_at: string | null;
            /** Deleted At */
            deleted_at: string | null;
        };
        /**
         * VoiceChange
         * @description Changes to a voice; fields left out stay as they are.
         * @example {
         *       "name": "Ada",
         *       "settings": {
         *         "speed": 0.95
         *       },
         *       "tags": [
         *         "narration"
         *       ]
         *     }
         */
        VoiceChange: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Language */
            language?: string | null;
            /** Tags */
            tags?: string[] | null;
            /**
             * Category Id
             * @description null takes it out of its category.
             */
            category_id?: string | null;
            /**
             * Avatar Color
             * @description `#rrggbb` or a hue's name.
             */
            avatar_color?: string | null;
            /** Gender */
            gender?: string | null;
            /** Favorite */
            favorite?: boolean | null;
            /** @description Replaces all default settings. */
            settings?: components["schemas"]["VoiceSettings"] | null;
            /**
             * Allowed Keys
             * @description Ids of the keys besides its owner's that may use it; an empty list locks it to its owner, null unlocks it. Only the owner, the studio and the command line may say so.
             */
            allowed_keys?: string[] | null;
            /**
             * Preferred Engine
             * @description The engine that it speaks by, of those that it has fits for; null takes the best that is ready for the language.
             */
            preferred_engine?: string | null;
            /**
             * Updated At
             * @description As it was read: refused with 409 when the voice was changed since.
             */
            updated_at?: string | null;
        };
        /**
         * VoiceList
         * @description A page of voices.
         */
        VoiceList: {
            /** Voices */
            voices: components["schemas"]["VoiceBody"][];
            /** Total */
            total: number;
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * VoiceReference
         * @description A voice of one's own, by its id.
         */
        VoiceReference: {
            /** Id */
            id: string;
        };
        /**
         * VoiceSettings
         * @description A voice's default settings, for requests that leave them open.
         */
        VoiceSettings: {
            /** Speed */
            speed?: number | null;
            /** Pitch */
            pitch?: number | null;
            /** Volume Db */
            volume_db?: number | null;
            /** Pause Ms */
            pause_ms?: number | null;
            /** Normalize Text */
            normalize_text?: boolean | null;
            /**
             * Pronunciations
             * @description Words that this voice says another way.
             */
            pronunciations?: {
                [key: string]: string;
            } | null;
        };
        /**
         * VoiceSettingsBody
         * @description New settings of a voice.
         */
        VoiceSettingsBody: {
            /** Speed */
            speed?: number | null;
        };
        /**
         * WatermarkBody
         * @description A watermark in the sound.
         */
        WatermarkBody: {
            /**
             * Number
             * @description The installation's number, of 20 bits.
             */
            number: number;
            /** This Installation */
            this_installation: boolean;
            /**
             * Stretches
             * @description Stretches of about ten seconds in which it was found.
             */
            stretches: number;
            /**
             * Of
             * @description Stretches that were looked through.
             */
            of: number;
            /** Score */
            score: number;
        };
        /**
         * WordBody
         * @description A written word whose pronunciations are wanted.
         * @example {
         *       "word": "read"
         *     }
         */
        WordBody: {
            /** Word */
            word: string;
            /**
             * Language
             * @default en
             */
            language?: string;
        };
        /**
         * WordsBody
         * @description Characters of a line's text, from `start_char` to before `end_char`; words that they touch are said again.
         */
        WordsBody: {
            /** Start Char */
            start_char: number;
            /** End Char */
            end_char: number;
        };
        Error: {
            error: {
                /** @description Stable, for programs. */
                code: string;
                /** @description For people: what was wrong and what to do. */
                message: string;
                /** @description The field at fault. */
                param: string | null;
                type: string;
                details?: {
                    [key: string]: unknown;
                };
            };
            request_id: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_voices: {
        parameters: {
            query?: {
                kind?: ("clone" | "preset" | "design") | null;
                /** @description Words in name, description or tags. */
                q?: string | null;
                /** @description A code, tag or name. */
                language?: string | null;
                /** @description `none`: those without one. */
                category_id?: string | null;
                favorite?: boolean | null;
                engine?: string | null;
                gender?: string | null;
                tag?: string | null;
                status?: ("ready" | "fitting" | "failed" | "revoked") | null;
                /** @description Those in the trash instead. */
                trashed?: boolean;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_not_found`: No engine of this id is registered. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `bad_cursor`: A cursor that no listing gave out.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_in_trash`: The voice was deleted less than 30 days ago. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_voice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that GET gave: 409 when it changed. */
                "if-match"?: string | null;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoiceChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `category_not_found`: No category has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `preset_read_only`: Presets come with their engine.
             *
             *     `voice_changed`: Somebody else changed the voice since it was read.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_language`: A language code that no front end reads.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_voice: {
        parameters: {
            query?: {
                /** @description At once, with all its recordings. */
                permanent?: boolean;
            };
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `preset_read_only`: Presets come with their engine. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_voice: {
        parameters: {
            query?: {
                /** @description The voice's own when left out. */
                language?: string | null;
                /** @description What it says, instead of a greeting. */
                text?: string | null;
                format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            };
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_language`: A language code that no front end reads.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    restore_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionBody"][];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    activate_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `version_not_found`: The voice has no such version.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sample_audio: {
        parameters: {
            query?: {
                /** @description The speech found in it, or the file as it was sent. */
                which?: "clip" | "original";
            };
            header?: never;
            path: {
                voice_id: string;
                sample_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `sample_not_found`: The voice has no such sample.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_voices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.clonyvoice+zip": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `preset_read_only`: Presets come with their engine. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_preview_import"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreviewBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_a_voice_file`: The file is no `.clonyvoice` file, or a damaged one.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    import_voices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_import_voices"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_import`: Every voice of the file is here already.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_a_voice_file`: The file is no `.clonyvoice` file, or a damaged one.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsafe_voice_file`: The file holds what does not fit together; nothing was imported.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_favorites: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    toggle_favorite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FavoriteBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `category_exists`: A category of this name is there already.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_category: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `category_not_found`: No category has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_consent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "multipart/form-data": components["schemas"]["Body_add_consent"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_a_clone`: Only clones have recordings to fit to.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `consent_revoked`: The person's consent to the voice was revoked: it cannot speak any more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `consent_required`: A clone was asked for without the consent that this server requires: who agreed, in which words.
             *
             *     `consent_not_verified`: The spoken consent is by another speaker, or in other words, than the clone's.
             *
             *     `consent_synthetic`: The spoken consent carries the watermark or Content Credentials of generated speech.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `silence`: The recording is silent.
             *
             *     `no_speech`: The recording has sound but no speech.
             *
             *     `music`: The recording is music, or speech under music.
             *
             *     `too_short`: Too few seconds of speech.
             *
             *     `several_speakers`: More than one person speaks for a good part of the time.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    consent_audio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
                consent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `consent_not_found`: No recorded consent has this id (or it is another key's).
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revoke_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `preset_read_only`: Presets come with their engine.
             *
             *     `nothing_to_revoke`: The voice is no clone: consent is given to clones, and revoked together with what was made of them.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_made_with_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generate_clone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloneBody-Input"];
            };
        };
        responses: {
            /** @description JSON, or with `Accept: audio/*` or `stream` the sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                    "audio/*": unknown;
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_say`: The text holds nothing that can be spoken: no letter, digit or readable sign.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generate_preset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresetBody"];
            };
        };
        responses: {
            /** @description JSON, or with `Accept: audio/*` or `stream` the sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                    "audio/*": unknown;
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_say`: The text holds nothing that can be spoken: no letter, digit or readable sign.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generate_design: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DesignBody"];
            };
        };
        responses: {
            /** @description JSON, or with `Accept: audio/*` or `stream` the sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                    "audio/*": unknown;
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_say`: The text holds nothing that can be spoken: no letter, digit or readable sign.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generate_chunked: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChunkedBody"];
            };
        };
        responses: {
            /** @description JSON, or with `Accept: audio/*` or `stream` the sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                    "audio/*": unknown;
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_say`: The text holds nothing that can be spoken: no letter, digit or readable sign.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generate_multivoice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MultivoiceBody"];
            };
        };
        responses: {
            /** @description JSON, or with `Accept: audio/*` or `stream` the sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                    "audio/*": unknown;
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_say`: The text holds nothing that can be spoken: no letter, digit or readable sign.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generate_multilang: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MultilangBody"];
            };
        };
        responses: {
            /** @description JSON, or with `Accept: audio/*` or `stream` the sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                    "audio/*": unknown;
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_say`: The text holds nothing that can be spoken: no letter, digit or readable sign.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    regenerate_chunk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegenerateBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `async`: taken; the new take appears in the generation. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `chunk_not_found`: The generation has no such chunk.
             *
             *     `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `still_running`: The generation cannot be changed while it is being made.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    merge_chunks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `chunk_not_found`: The generation has no such chunk.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_ready`: The sound is not there (yet).
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancel_generation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelledBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `runs_elsewhere`: Another living process of this data directory does the job; its compute cannot be reached from here. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    split_text: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitAnswer"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_language`: A language code that no front end reads.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_pronunciations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PronunciationsBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    put_pronunciations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PronunciationsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PronunciationsBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    suggest_pronunciations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlternativesBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_language`: A language code that no front end reads.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_generations: {
        parameters: {
            query?: {
                /** @description Words in the text or the voice's name. */
                q?: string | null;
                voice_id?: string | null;
                status?: ("queued" | "running" | "completed" | "failed" | "cancelled") | null;
                /** @description The route that made it. */
                kind?: ("clone" | "preset" | "design" | "clone-chunked" | "clone-chunked-multivoice" | "clone-chunked-multilang" | "merge" | "preview") | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `bad_cursor`: A cursor that no listing gave out.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_generation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_generation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generation_audio: {
        parameters: {
            query?: {
                /** @description Another one than was asked for. */
                format?: ("wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a") | null;
                sample_rate?: number | null;
            };
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generation_credentials: {
        parameters: {
            query?: {
                format?: ("wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a") | null;
                sample_rate?: number | null;
                bit_rate?: number | null;
            };
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/c2pa": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_bit_rate`: A bit rate that the format's encoder does not take.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `credentials_not_ready`: Nothing can be signed on this machine as it is set up; the message names the reason and the way out.
             *
             *     `credentials_failed`: A file that could not be signed, or that did not read back as signed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    generation_subtitles: {
        parameters: {
            query?: {
                format?: "srt" | "vtt";
            };
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "application/x-subrip": unknown;
                    "text/vtt": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_generation: {
        parameters: {
            query?: {
                /** @description Only this chunk. */
                chunk_index?: number | null;
            };
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechCheckBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `chunk_not_found`: The generation has no such chunk.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    chunk_audio: {
        parameters: {
            query?: {
                format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a";
            };
            header?: never;
            path: {
                index: number;
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `chunk_not_found`: The generation has no such chunk.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    take_audio: {
        parameters: {
            query?: {
                format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm" | "m4a";
            };
            header?: never;
            path: {
                index: number;
                take_id: string;
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `chunk_not_found`: The generation has no such chunk.
             *
             *     `take_not_found`: The chunk has no such take.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    activate_take: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                generation_id: string;
                index: number;
                take_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `chunk_not_found`: The generation has no such chunk.
             *
             *     `take_not_found`: The chunk has no such take.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `still_running`: The generation cannot be changed while it is being made. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_clone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav",
                 *       "name": "My voice",
                 *       "consent": "true"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_create_clone"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloneBody-Output"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_not_found`: No engine of this id is registered. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `silence`: The recording is silent.
             *
             *     `no_speech`: The recording has sound but no speech.
             *
             *     `music`: The recording is music, or speech under music.
             *
             *     `too_short`: Too few seconds of speech.
             *
             *     `several_speakers`: More than one person speaks for a good part of the time.
             *
             *     `consent_needed`: It was said that the person has not agreed.
             *
             *     `consent_required`: A clone was asked for without the consent that this server requires: who agreed, in which words.
             *
             *     `consent_not_verified`: The spoken consent is by another speaker, or in other words, than the clone's.
             *
             *     `consent_synthetic`: The spoken consent carries the watermark or Content Credentials of generated speech.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `engine_lacks_ability`: The engine cannot do what is asked of it.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_clone_of_many: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav",
                 *       "name": "My voice",
                 *       "consent": "true"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_create_clone_of_many"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloneBody-Output"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_not_found`: No engine of this id is registered. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `silence`: The recording is silent.
             *
             *     `no_speech`: The recording has sound but no speech.
             *
             *     `music`: The recording is music, or speech under music.
             *
             *     `too_short`: Too few seconds of speech.
             *
             *     `several_speakers`: More than one person speaks for a good part of the time.
             *
             *     `file_count`: Too few or too many recordings.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_recording: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_check_recording"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingCheckBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    refine_clone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefineBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_not_found`: No voice has this id.
             *
             *     `engine_not_found`: No engine of this id is registered.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_a_clone`: Only clones have recordings to fit to.
             *
             *     `already_refining`: The voice has been refined to this level already, or is being refined.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `consent_revoked`: The person's consent to the voice was revoked: it cannot speak any more. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_lacks_ability`: The engine cannot do what is asked of it.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_design: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DesignCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DesignedBody"];
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `description_not_understood`: No word of the description says anything about a voice.
             *
             *     `trait_not_understood`: A gender or an age that was said in a field of its own, in words that are not known.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    blend_voices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlendBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoiceBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `bad_recipe`: A recipe that cannot be read.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    nudge_voice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NudgeBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NudgedBody"];
                };
            };
            /** @description `async`: taken; look at `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_nudge`: All moves are zero.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    transcribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_transcribe"];
            };
        };
        responses: {
            /** @description The transcript, in the format that was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptionBody"];
                    "text/plain": unknown;
                    "application/x-subrip": unknown;
                    "text/vtt": unknown;
                };
            };
            /** @description Taken; poll the address in `Location`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptionBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `idempotency_mismatch`: The same Idempotency-Key came with another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `track_not_found`: The recording has no audio track of this number.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    audio_duration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_audio_duration"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DurationBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    verify_recording: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_verify_recording"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More bytes of sound than are accepted.
             *
             *     `too_large`: More seconds of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_transcriptions: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptionList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_transcription: {
        parameters: {
            query?: {
                /** @description What comes back. */
                format?: "json" | "text" | "srt" | "vtt" | "verbose_json";
                /** @description How finely times are told. */
                timestamps?: "none" | "segment" | "word";
            };
            header?: never;
            path: {
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptionBody"];
                    "text/plain": unknown;
                    "application/x-subrip": unknown;
                    "text/vtt": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `transcription_not_found`: No transcription has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_transcription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `transcription_not_found`: No transcription has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancel_transcription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptionBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `transcription_not_found`: No transcription has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description A part of the name. */
                q?: string | null;
                /** @description Those in the trash instead. */
                trash?: boolean;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `operation_invalid`: An operation that cannot be applied; nothing of its request was.
             *
             *     `script_invalid`: A script, subtitle file or archive that cannot be read as what it says it is.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: {
                /** @description An earlier revision, to look at. */
                revision?: number | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDocument"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `operation_invalid`: An operation that cannot be applied; nothing of its request was.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: {
                /** @description Remove it with all its sound. */
                permanent?: boolean;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    restore_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    duplicate_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    apply_operations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The revision that the change was made on. */
                "if-match"?: string | null;
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperationsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `revision_mismatch`: The document has changed where this change applies.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `operation_invalid`: An operation that cannot be applied; nothing of its request was.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `revision_required`: A change of a document without the revision that it was made on. */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    undo_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_undo`: The author has no change that could be undone, or none undone that could be made again.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    redo_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_undo`: The author has no change that could be undone, or none undone that could be made again.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_assets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "audio": "@recording.wav"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_add_asset"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    asset_audio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    asset_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    asset_peaks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeaksBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    project_history: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Revisions before this one. */
                before?: number | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    name_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_restore_point: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    restore_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_project: {
        parameters: {
            query: {
                format: ("json" | "txt" | "srt" | "vtt" | "audacity" | "otio" | "reaper") | "clonyproject";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/plain": unknown;
                    "application/x-subrip": unknown;
                    "text/vtt": unknown;
                    "application/vnd.clonyproject+zip": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_script: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_preview_script"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptPreview"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `form_expected`: A body of another type than a form with files. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `script_invalid`: A script, subtitle file or archive that cannot be read as what it says it is.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    import_script: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_import_script"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `form_expected`: A body of another type than a form with files. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `script_invalid`: A script, subtitle file or archive that cannot be read as what it says it is.
             *
             *     `operation_invalid`: An operation that cannot be applied; nothing of its request was.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    speak_lines: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpeakBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `line_without_voice`: A line without a voice.
             *
             *     `words_not_retakable`: Words of a line cannot be said again by themselves.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    dub_asset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DubBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `transcription_not_found`: No transcription has this id.
             *
             *     `voice_not_found`: No voice has this id.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_ready`: A transcription that is not completed.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `operation_invalid`: An operation that cannot be applied; nothing of its request was.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_takes_of_all: {
        parameters: {
            query?: {
                /** @description A part of the text or of the voice's name. */
                q?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedTakeList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_takes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                line_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakeList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    adopt_generation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
                line_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineTakeBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `generation_not_found`: No generation has this id (or it is another key's).
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_ready`: The sound is not there (yet).
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    project_take_audio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                take_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/flac": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    take_peaks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                take_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeaksBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_project_take: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                take_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedTakeBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    play_mix: {
        parameters: {
            query?: {
                /** @description Seconds. */
                start?: number;
                format?: "wav" | "mp3" | "flac" | "opus" | "aac" | "pcm";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_mix`: The project has no sound yet.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_format`: A format that is not written here.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_renders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_render: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenderBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `nothing_to_mix`: The project has no sound yet.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `picture_not_copied`: A video whose picture cannot be taken over into MP4 as it is.
             *
             *     `file_name_invalid`: A pattern of a file's name that cannot be one.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_render: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                render_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenderedBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    render_audio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                render_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_ready`: The file of a render that is not completed.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    render_credentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                render_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/c2pa": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_ready`: The file of a render that is not completed.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `credentials_not_ready`: Nothing can be signed on this machine as it is set up; the message names the reason and the way out.
             *
             *     `credentials_failed`: A file that could not be signed, or that did not read back as signed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_export_presets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPresetList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_export_preset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExportPreset"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPresetBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `export_preset_exists`: A preset of this name is there already.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_export_preset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                preset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPresetBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `export_preset_not_found`: The caller has no such preset. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    change_export_preset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                preset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportPresetChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPresetBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `export_preset_not_found`: The caller has no such preset. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `export_preset_exists`: A preset of this name is there already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_export_preset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                preset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `export_preset_not_found`: The caller has no such preset. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_dubs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_dub: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartDub"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubbedBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `transcription_not_found`: No transcription has this id.
             *
             *     `voice_not_found`: No voice has this id.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_ready`: A transcription that is not completed.
             *
             *     `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_language`: A language that the recogniser does not support.
             *
             *     `script_invalid`: A script, subtitle file or archive that cannot be read as what it says it is.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `consent_needed`: It was said that the person has not agreed.
             *
             *     `consent_required`: A clone was asked for without the consent that this server requires: who agreed, in which words.
             *
             *     `no_translator`: A translation was asked for, and no translator is set up.
             *
             *     `picture_not_copied`: A video whose picture cannot be taken over into MP4 as it is.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_dub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                dub_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DubbedBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_item_not_found`: The project has no such take, asset, render or revision.
             *
             *     `project_not_found`: No such project.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_in_trash`: The project was deleted and can be restored. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    translate_lines: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranslationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranslatedBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `project_not_found`: No such project. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `project_in_trash`: The project was deleted and can be restored.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is being worked on.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `script_invalid`: A script, subtitle file or archive that cannot be read as what it says it is.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             *
             *     `operation_invalid`: An operation that cannot be applied; nothing of its request was.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    system_stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    system_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InfoBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `beyond_own_permissions`: A key tried to grant what it does not hold.
             *
             *     `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_scope`: A scope that does not exist.
             *
             *     `invalid_limit`: A limit that makes no sense.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `beyond_own_permissions`: A key tried to grant what it does not hold.
             *
             *     `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `api_key_not_found`: No such key, or none that the caller may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_scope`: A scope that does not exist.
             *
             *     `invalid_limit`: A limit that makes no sense.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedKeys"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `api_key_not_found`: No such key, or none that the caller may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `model_not_found`: The manifest has no model of this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `model_not_found`: The manifest has no model of this name. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `download_running`: The model is being downloaded right now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_engines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallableEngineList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    install_engine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallableEngineBody"];
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_recipe_not_found`: No engine of this name can be installed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `licence_not_accepted`: The licence of an engine has to be accepted before it is installed.
             *
             *     `engine_busy`: The engine is being installed or checked, or speaks right now.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    verify_engine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_recipe_not_found`: No engine of this name can be installed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_busy`: The engine is being installed or checked, or speaks right now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_engine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                engine_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallableEngineBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_recipe_not_found`: No engine of this name can be installed. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_busy`: The engine is being installed or checked, or speaks right now. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_not_installed`: The engine could be installed, but is not.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_audit_records: {
        parameters: {
            query?: {
                /** @description A voice's id. */
                voice?: string | null;
                /** @description A key's id, `studio` or `cli`. */
                who?: string | null;
                event?: string | null;
                /** @description The hash of a sound: who made this file? */
                sha256?: string | null;
                /** @description Only records with lower numbers. */
                before?: number | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    check_audit_log: {
        parameters: {
            query?: {
                /** @description The hash of a record, noted elsewhere. */
                expected?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCheckBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `studio_only`: Something that no key may do.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description Only these states; may be repeated. */
                state?: ("queued" | "running" | "completed" | "failed" | "cancelled")[] | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `job_not_found`: No such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBody"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `job_not_found`: No such job. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `runs_elsewhere`: Another living process of this data directory does the job; its compute cannot be reached from here. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `sign_in_needed`: The studio's sign-in is missing or has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description `sign_in_needed`: The studio's sign-in is missing or has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description `sign_in_needed`: The studio's sign-in is missing or has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `csrf_mismatch`: A request with the studio's cookie lacks the token of the studio's page.
             *
             *     `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_speech: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpeechBody"];
            };
        };
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/*": unknown;
                    "text/event-stream": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `bad_recipe`: A recipe that cannot be read.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_served_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_speech_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_served_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `model_not_served`: The request names a model that is not served here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_transcription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_create_transcription"];
            };
        };
        responses: {
            /** @description What was said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/plain": unknown;
                    "application/x-subrip": unknown;
                    "text/vtt": unknown;
                    "text/event-stream": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `model_not_served`: The request names a model that is not served here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `idempotency_mismatch`: The same Idempotency-Key came with another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_translation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_create_translation"];
            };
        };
        responses: {
            /** @description What was said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/plain": unknown;
                    "application/x-subrip": unknown;
                    "text/vtt": unknown;
                    "text/event-stream": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `model_not_served`: The request names a model that is not served here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `idempotency_mismatch`: The same Idempotency-Key came with another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_speech_voices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_custom_voice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My voice",
                 *       "consent": "true"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_create_custom_voice"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `consent_not_found`: No recorded consent has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `silence`: The recording is silent.
             *
             *     `no_speech`: The recording has sound but no speech.
             *
             *     `music`: The recording is music, or speech under music.
             *
             *     `too_short`: Too few seconds of speech.
             *
             *     `several_speakers`: More than one person speaks for a good part of the time.
             *
             *     `description_not_understood`: No word of the description says anything about a voice.
             *
             *     `consent_required`: A clone was asked for without the consent that this server requires: who agreed, in which words.
             *
             *     `consent_not_verified`: The spoken consent is by another speaker, or in other words, than the clone's.
             *
             *     `consent_synthetic`: The spoken consent carries the watermark or Content Credentials of generated speech.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_custom_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `preset_read_only`: Presets come with their engine. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_voice_consents: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_voice_consent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My voice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_create_voice_consent"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `silence`: The recording is silent.
             *
             *     `no_speech`: The recording has sound but no speech.
             *
             *     `music`: The recording is music, or speech under music.
             *
             *     `too_short`: Too few seconds of speech.
             *
             *     `several_speakers`: More than one person speaks for a good part of the time.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_voice_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `consent_not_found`: No recorded consent has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rename_voice_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consent_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentLabel"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `consent_not_found`: No recorded consent has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_voice_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                consent_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `consent_not_found`: No recorded consent has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_speech: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToSpeechBody"];
            };
        };
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/*": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_speech_stream: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToSpeechBody"];
            };
        };
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/*": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_speech_with_timestamps: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToSpeechBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_speech_stream_with_timestamps: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToSpeechBody"];
            };
        };
        responses: {
            /** @description A JSON object a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/x-ndjson": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_dialogue: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialogueBody"];
            };
        };
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/*": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_dialogue_stream: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialogueBody"];
            };
        };
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/*": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_dialogue_with_timestamps: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialogueBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    text_to_dialogue_stream_with_timestamps: {
        parameters: {
            query?: {
                /** @description codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`. */
                output_format?: string;
            };
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialogueBody"];
            };
        };
        responses: {
            /** @description A JSON object a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/x-ndjson": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `model_not_served`: The request names a model that is not served here.
             *
             *     `voice_not_found`: No voice has this id.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `voice_not_ready`: The voice has no fit yet that could speak.
             *
             *     `voice_not_fitted`: The voice cannot speak by the engine that was asked for.
             *
             *     `idempotency_mismatch`: The same Idempotency-Key came with another request.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `text_too_long`: More text than is accepted in one request.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `unknown_language`: A language code that no front end reads.
             *
             *     `language_not_supported`: The voice's engine does not speak the language.
             *
             *     `not_blendable`: A voice of another engine than the others', or of one that mixes and nudges no voices.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    speech_to_text: {
        parameters: {
            query?: never;
            header?: {
                /** @description Send the same text with a retry, and the request is not made twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "file": "@voices.clonyvoice"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_speech_to_text"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `model_not_served`: The request names a model that is not served here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `idempotency_mismatch`: The same Idempotency-Key came with another request. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `unknown_language`: A language that the recogniser does not support.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `queue_full`: As much work waits as is allowed.
             *
             *     `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `transcription_not_found`: No transcription has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `transcription_not_found`: No transcription has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_all_voices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    search_voices: {
        parameters: {
            query?: {
                page_size?: number;
                next_page_token?: string | null;
                search?: string | null;
                category?: string | null;
                voice_type?: string | null;
                /** @description There are no collections. */
                collection_id?: string | null;
                sort?: "created_at_unix" | "name";
                sort_direction?: ("asc" | "desc") | null;
                voice_ids?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `bad_cursor`: A cursor that no listing gave out.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_default_voice_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_one_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_in_trash`: The voice was deleted less than 30 days ago. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_one_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `preset_read_only`: Presets come with their engine. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_voice_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_in_trash`: The voice was deleted less than 30 days ago. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    edit_voice_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoiceSettingsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_in_trash`: The voice was deleted less than 30 days ago. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    edit_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "multipart/form-data": components["schemas"]["Body_edit_voice"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `voice_in_trash`: The voice was deleted less than 30 days ago.
             *
             *     `preset_read_only`: Presets come with their engine.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `form_expected`: A body of another type than a form with files. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    add_voice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "My voice",
                 *       "consent": "true"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["Body_add_voice"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_large`: More seconds of sound than are accepted.
             *
             *     `too_large`: More bytes of sound than are accepted.
             *
             *     `body_too_large`: The request sends more than the route takes.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `unsupported_media`: Bytes in which there is no sound to be read. `found` says what they are instead.
             *
             *     `form_expected`: A body of another type than a form with files.
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `no_file`: The form has no part with a recording.
             *
             *     `silence`: The recording is silent.
             *
             *     `no_speech`: The recording has sound but no speech.
             *
             *     `music`: The recording is music, or speech under music.
             *
             *     `too_short`: Too few seconds of speech.
             *
             *     `several_speakers`: More than one person speaks for a good part of the time.
             *
             *     `consent_needed`: It was said that the person has not agreed.
             *
             *     `consent_required`: A clone was asked for without the consent that this server requires: who agreed, in which words.
             *
             *     `consent_not_verified`: The spoken consent is by another speaker, or in other words, than the clone's.
             *
             *     `consent_synthetic`: The spoken consent carries the watermark or Content Credentials of generated speech.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    play_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/mpeg": unknown;
                };
            };
            /** @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `preview_link_expired`: A preview's link that is over an hour old, from before a restart, or was never given out. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    design_voice: {
        parameters: {
            query?: {
                output_format?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DesignPreviewsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `description_not_understood`: No word of the description says anything about a voice.
             *
             *     `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_voice_previews: {
        parameters: {
            query?: {
                output_format?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DesignPreviewsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `description_not_understood`: No word of the description says anything about a voice.
             *
             *     `unsupported_output_format`: An `output_format` that is not written here.
             *
             *     `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `engine_unavailable`: An engine's weights or libraries are missing; says what to install or download and how.
             *
             *     `queue_full`: As much work waits as is allowed.
             *
             *     `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_designed_voice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVoiceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    stream_designed_voice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                generated_voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/mpeg": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `voice_not_found`: No voice has this id. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_speaking_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_subscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_history: {
        parameters: {
            query?: {
                page_size?: number;
                start_after_history_item_id?: string | null;
                voice_id?: string | null;
                search?: string | null;
                date_after_unix?: number | null;
                date_before_unix?: number | null;
                /** @description Newest first. */
                sort_direction?: "desc";
                /** @description There is no speech to speech. */
                source?: "TTS" | "STS";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_history_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                history_item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_history_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                history_item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    get_history_audio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                history_item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/mpeg": unknown;
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_request`: The request cannot be done as sent; the client can correct it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `storage_busy`: Another process holds the database for too long. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    download_history: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadBody"];
            };
        };
        responses: {
            /** @description The sound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "audio/mpeg": unknown;
                    "application/zip": unknown;
                };
            };
            /** @description `invalid_json`: A body that is no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `missing_api_key`: No key came with the request.
             *
             *     `invalid_api_key`: The key is unknown or revoked.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_not_allowed`: The Host header names another machine: a sign of DNS rebinding.
             *
             *     `missing_scope`: The key does not hold the scope that the route needs.
             *
             *     `origin_not_allowed`: A web page of another site tries to use this server.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `generation_not_found`: No generation has this id (or it is another key's). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_ready`: The sound is not there (yet). */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `body_too_large`: The request sends more than the route takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `json_expected`: A body of another type than JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid_characters`: A text with half of a surrogate pair.
             *
             *     `invalid_request`: The request cannot be done as sent; the client can correct it.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `rate_limited`: More requests in the last minute than the key may make. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `storage_busy`: Another process holds the database for too long.
             *
             *     `storage_full`: No space is left for rows or files.
             *
             *     `storage_read_only`: The data directory cannot be written to.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
