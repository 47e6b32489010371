"""Findings about a recording's quality, in English and Korean, each with advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Grade: TypeAlias = Literal["good", "hint", "warning"]


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """`code` is stable; `said` and `advice` are English, the others Korean; `cost` lowers quality, 0-1."""

    code: str
    grade: Grade
    said: str
    said_ko: str
    advice: str = ""
    advice_ko: str = ""
    cost: float = 0.0

    def json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "code": self.code,
            "grade": self.grade,
            "message": self.said,
            "message_ko": self.said_ko,
            "advice": self.advice,
            "advice_ko": self.advice_ko,
        }


@dataclass(frozen=True, slots=True)
class Measures:
    """All measurements of a recording. Shares are 0-1, times in seconds, 0 where nothing was found."""

    speech_seconds: float
    used_seconds: float
    duration: float
    snr_db: float
    level_db: float
    clipping: float
    bandwidth_hz: float
    hum_hz: float
    echo: float
    other_speakers: float
    music: float
    voiced: float
    pitch_hz: float
    sung: float
    tilt: float


def findings(seen: Measures) -> tuple[QualityFinding, ...]:
    """The findings about a recording, the worst first."""
    found = [*_amount(seen), *_room(seen), *_microphone(seen), *_voice(seen)]
    found.sort(key=lambda one: -one.cost)
    if not any(one.grade == "warning" for one in found):
        found.append(
            QualityFinding(
                "clean",
                "good",
                "The recording suits cloning well.",
                "복제에 적합한 녹음입니다.",
            )
        )
    return tuple(found)


def _amount(seen: Measures) -> list[QualityFinding]:
    if seen.speech_seconds < 6.0:
        return [
            QualityFinding(
                "short",
                "warning",
                f"There are only {seen.speech_seconds:.0f} seconds of speech.",
                f"말소리가 {seen.speech_seconds:.0f}초밖에 없습니다.",
                "Record 20 to 60 seconds: the voice will be clearly more similar.",
                "20~60초를 녹음하면 훨씬 더 비슷해집니다.",
                0.3,
            )
        ]
    if seen.speech_seconds < 15.0:
        return [
            QualityFinding(
                "rather_short",
                "hint",
                f"There are {seen.speech_seconds:.0f} seconds of speech; that is enough to begin with.",
                f"말소리가 {seen.speech_seconds:.0f}초 있어 시작하기에는 충분합니다.",
                "With 20 to 60 seconds the voice is more similar.",
                "20~60초면 더 비슷해집니다.",
                0.1,
            )
        ]
    return []


def _room(seen: Measures) -> list[QualityFinding]:
    found = []
    if seen.snr_db < 10.0:
        found.append(
            QualityFinding(
                "very_noisy",
                "warning",
                f"There is a lot of noise: speech is only {seen.snr_db:.0f} dB above it.",
                f"잡음이 많습니다. 말소리가 잡음보다 {seen.snr_db:.0f} dB밖에 크지 않습니다.",
                "Record in a quiet room, a hand's width from the microphone.",
                "조용한 방에서 마이크와 한 뼘 거리로 녹음하세요.",
                0.4,
            )
        )
    elif seen.snr_db < 20.0:
        found.append(
            QualityFinding(
                "noisy",
                "warning",
                f"There is some noise ({seen.snr_db:.0f} dB below the speech); it was reduced.",
                f"잡음이 조금 있습니다(말소리가 {seen.snr_db:.0f} dB 더 큼). 잡음을 줄여서 사용했습니다.",
                "Switch off fans and close windows, or move closer to the microphone.",
                "선풍기를 끄고 창문을 닫거나 마이크에 더 가까이 가세요.",
                0.2,
            )
        )
    if seen.hum_hz:
        found.append(
            QualityFinding(
                "hum",
                "hint",
                f"There is mains hum at {seen.hum_hz:.0f} Hz. It was removed.",
                f"{seen.hum_hz:.0f} Hz 전원 잡음(험)이 있어 제거했습니다.",
                "Use another cable, or run the laptop on its battery.",
                "다른 케이블을 쓰거나 노트북을 배터리로 사용하세요.",
                0.05,
            )
        )
    if seen.echo >= 0.75:
        found.append(
            QualityFinding(
                "echo",
                "warning",
                f"The room echoes (about {seen.echo:.1f} s of reverberation).",
                f"방이 울립니다(잔향 약 {seen.echo:.1f}초).",
                "Record in a room with curtains or clothes, closer to the microphone.",
                "커튼이나 옷처럼 부드러운 것이 많은 곳에서 마이크에 더 가까이 녹음하세요.",
                0.2,
            )
        )
    if seen.music > 0.4:
        found.append(
            QualityFinding(
                "background_music",
                "warning",
                "There seems to be music or a steady tone behind the speech.",
                "말소리 뒤에 음악이나 일정한 소리가 있는 것 같습니다.",
                "Use a recording without music.",
                "음악이 없는 녹음을 사용하세요.",
                0.3,
            )
        )
    if seen.other_speakers > 0.0:
        found.append(
            QualityFinding(
                "other_speaker",
                "warning",
                f"Another person speaks about {seen.other_speakers:.0%} of the time; that was left out.",
                f"약 {seen.other_speakers:.0%}는 다른 사람의 목소리여서 제외했습니다.",
                "Use a recording of one person alone.",
                "한 사람만 말하는 녹음을 사용하세요.",
                0.15,
            )
        )
    return found


def _microphone(seen: Measures) -> list[QualityFinding]:
    found = []
    if seen.clipping > 0.002:
        found.append(
            QualityFinding(
                "clipping",
                "warning",
                f"The recording is too loud: {seen.clipping:.1%} of its peaks are cut off.",
                f"녹음이 너무 커서 피크의 {seen.clipping:.1%}가 잘렸습니다.",
                "Lower the input level or move away from the microphone.",
                "마이크 입력을 낮추거나 조금 떨어지세요.",
                min(0.4, 0.1 + 4.0 * seen.clipping),
            )
        )
    if seen.level_db < -45.0:
        found.append(
            QualityFinding(
                "soft",
                "hint",
                f"The recording is very quiet ({seen.level_db:.0f} dBFS).",
                f"녹음이 매우 작습니다({seen.level_db:.0f} dBFS).",
                "Raise the input level or move closer to the microphone.",
                "마이크 입력을 높이거나 더 가까이 가세요.",
                0.1,
            )
        )
    if seen.bandwidth_hz < 4300.0:
        found.append(
            QualityFinding(
                "telephone",
                "warning",
                f"The sound ends at {seen.bandwidth_hz / 1000:.1f} kHz, like a telephone: high frequencies"
                " are missing, so the clone's timbre is less accurate.",
                f"전화처럼 {seen.bandwidth_hz / 1000:.1f} kHz보다 높은 소리가 없어 음색이 덜 정확할 수 있습니다.",
                "Record with a computer or phone microphone directly, not over a call.",
                "통화가 아니라 컴퓨터나 휴대전화 마이크로 직접 녹음하세요.",
                0.35,
            )
        )
    elif seen.bandwidth_hz < 6500.0:
        found.append(
            QualityFinding(
                "narrow",
                "hint",
                f"The sound ends at {seen.bandwidth_hz / 1000:.1f} kHz; it was strongly compressed.",
                f"{seen.bandwidth_hz / 1000:.1f} kHz보다 높은 소리가 없습니다(강하게 압축된 녹음).",
                "Use the original recording if there is one.",
                "가능하면 원본 녹음을 사용하세요.",
                0.15,
            )
        )
    return found


def _voice(seen: Measures) -> list[QualityFinding]:
    found = []
    if seen.voiced < 0.2:
        found.append(
            QualityFinding(
                "whispered",
                "warning",
                "It seems to be whispered: it has no pitch, so the clone's pitch is estimated.",
                "속삭이는 소리 같습니다. 음높이가 없어 복제 음성의 높이는 추정값입니다.",
                "Record in a normal speaking voice.",
                "평소 말하는 목소리로 녹음하세요.",
                0.5,
            )
        )
    if seen.sung > 0.65 and seen.voiced > 0.5:
        found.append(
            QualityFinding(
                "sung",
                "warning",
                "It seems to be sung: melody and pace of the clone will not be those of the person's speech.",
                "노래하는 소리 같습니다. 복제 음성의 억양과 속도가 평소 말할 때와 다를 수 있습니다.",
                "Record plain speech.",
                "평소처럼 말하는 소리를 녹음하세요.",
                0.4,
            )
        )
    if seen.pitch_hz > 270.0 and seen.tilt > 3.0:
        found.append(
            QualityFinding(
                "shouted",
                "warning",
                "It seems to be shouted: the clone will sound strained at ordinary volume.",
                "소리치는 목소리 같습니다. 복제 음성이 긴장한 목소리로 들릴 수 있습니다.",
                "Record in a normal speaking voice.",
                "평소 말하는 목소리로 녹음하세요.",
                0.3,
            )
        )
    elif seen.pitch_hz > 285.0:
        found.append(
            QualityFinding(
                "child",
                "warning",
                f"It is a child's or a very high voice ({seen.pitch_hz:.0f} Hz): the engine has few such voices, "
                "so the similarity is limited.",
                f"어린이 또는 매우 높은 목소리({seen.pitch_hz:.0f} Hz)여서 닮는 데 한계가 있습니다.",
                "Make sure that those responsible for the child have agreed.",
                "어린이라면 보호자의 동의를 받았는지 확인하세요.",
                0.25,
            )
        )
    return found
