"""Short sentences that every fit speaks to hear what a voice sounds like, in Kokoro's symbols.

From the Harvard list (IEEE, 1969), which is balanced over the sounds of English, with pronunciations of ours.
"""

from __future__ import annotations

SENTENCES: tuple[str, ...] = (
    "ðə bˈɜɹʧ kənˈu slˈɪd ˌɔn ðə smˈuð plˈæŋks.",
    "ɡlˈu ðə ʃˈit tə ðə dˈɑɹk blˈu bˈækɡɹˌWnd.",
    "ˌɪts ˈizi tə tˈɛl ðə dˈɛpθ əv ɐ wˈɛl.",
    "ðˌiz dˈAz ɐ ʧˈɪkən lˈɛɡ ɪz ɐ ɹˈɛɹ dˈɪʃ.",
    "ɹˈIs ɪz ˈɔfᵊn sˈɜɹvd ɪn ɹˈWnd bˈOlz.",
    "ðə ʤˈus əv lˈɛmᵊnz mˌAks fˈIn pˈʌnʧ.",
    "fˈɔɹ ˈWəɹz əv stˈɛdi wˈɜɹk fˈAst ˌʌs.",
    "ɐ lˈɑɹʤ sˈIz ɪn stˈɑkɪŋz ɪz hˈɑɹd tə sˈɛl.",
)
