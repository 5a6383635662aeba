//! What a film or sound is, as far as its head tells: no frame is decoded.

/// What holds the streams of a film or sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Container {
    /// MP4, M4V, M4A, 3GP (ISO/IEC 14496-12).
    Mp4,
    /// MOV, as iPhones and cameras write it.
    QuickTime,
    /// WebM: Matroska with what browsers know.
    WebM,
    /// MKV.
    Matroska,
    /// AVI.
    Avi,
    /// WMV and WMA.
    Asf,
    /// MPG and VOB.
    MpegProgram,
    /// TS, MTS and M2TS, as camcorders write it.
    MpegTransport,
    /// FLV.
    Flash,
    /// OGG, OGV and OPUS.
    Ogg,
    /// MP3.
    Mp3,
    /// AAC without a container.
    Adts,
    /// WAV.
    Wav,
    /// FLAC.
    Flac,
    /// AIFF.
    Aiff,
    /// AMR, as telephones record it.
    Amr,
}

impl Container {
    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mp4 => "MP4",
            Self::QuickTime => "MOV",
            Self::WebM => "WebM",
            Self::Matroska => "MKV",
            Self::Avi => "AVI",
            Self::Asf => "WMV",
            Self::MpegProgram => "MPEG",
            Self::MpegTransport => "MPEG-TS",
            Self::Flash => "FLV",
            Self::Ogg => "Ogg",
            Self::Mp3 => "MP3",
            Self::Adts => "AAC",
            Self::Wav => "WAV",
            Self::Flac => "FLAC",
            Self::Aiff => "AIFF",
            Self::Amr => "AMR",
        }
    }
}

/// How the pictures or the sound are encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Codec {
    /// H.264, AVC.
    H264,
    /// H.265, HEVC.
    Hevc,
    /// AV1.
    Av1,
    /// VP8.
    Vp8,
    /// VP9.
    Vp9,
    /// MPEG-4 part 2: Xvid, DivX, old telephones.
    Mpeg4,
    /// H.263, older telephones.
    H263,
    /// MPEG-1 or MPEG-2.
    Mpeg2,
    /// Motion JPEG.
    Mjpeg,
    /// Apple ProRes.
    ProRes,
    /// Windows Media Video, VC-1.
    Wmv,
    /// Theora.
    Theora,
    /// AAC.
    Aac,
    /// MP3.
    Mp3,
    /// Opus.
    Opus,
    /// Vorbis.
    Vorbis,
    /// FLAC.
    Flac,
    /// Apple Lossless.
    Alac,
    /// Sound that is not compressed.
    Pcm,
    /// AC-3 and E-AC-3.
    Ac3,
    /// AMR, of telephones.
    Amr,
    /// Windows Media Audio.
    Wma,
    /// Another, by the name that the file gives it.
    Other(Box<str>),
}

impl Codec {
    /// Returns what people call it.
    pub fn name(&self) -> &str {
        match self {
            Self::H264 => "H.264",
            Self::Hevc => "HEVC (H.265)",
            Self::Av1 => "AV1",
            Self::Vp8 => "VP8",
            Self::Vp9 => "VP9",
            Self::Mpeg4 => "MPEG-4 part 2",
            Self::H263 => "H.263",
            Self::Mpeg2 => "MPEG-2",
            Self::Mjpeg => "Motion JPEG",
            Self::ProRes => "ProRes",
            Self::Wmv => "WMV",
            Self::Theora => "Theora",
            Self::Aac => "AAC",
            Self::Mp3 => "MP3",
            Self::Opus => "Opus",
            Self::Vorbis => "Vorbis",
            Self::Flac => "FLAC",
            Self::Alac => "Apple Lossless",
            Self::Pcm => "PCM",
            Self::Ac3 => "AC-3",
            Self::Amr => "AMR",
            Self::Wma => "WMA",
            Self::Other(name) => name,
        }
    }
}

/// The pictures of a film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoStream {
    /// How they are encoded.
    pub codec: Codec,
    /// The codec's number of its profile: `profile_idc` of H.264 (100 is High) and HEVC, `seq_profile` of AV1.
    pub profile: Option<u32>,
    /// The codec's number of its level: ten times the level of H.264 and VP9, thirty times that of HEVC.
    pub level: Option<u32>,
    /// Bits a colour.
    pub depth: Option<u8>,
    /// How finely colours are kept.
    pub chroma: Option<Chroma>,
    /// Width and height in pixels as a player shows them: turned, and with pixels that are square.
    pub shown: (u32, u32),
    /// Width and height in pixels as they are encoded.
    pub coded: (u32, u32),
    /// By how many degrees a player turns them clockwise: 0, 90, 180 or 270.
    pub rotation: u16,
    /// Pictures a thousand seconds.
    pub rate: Option<u64>,
}

/// How finely colours are kept, against how finely light and dark are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chroma {
    /// Grey only.
    Grey,
    /// 4:2:0, which every phone knows.
    Quarter,
    /// 4:2:2.
    Half,
    /// 4:4:4.
    Full,
}

/// A sound, alone or of a film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudioStream {
    /// How it is encoded.
    pub codec: Codec,
    /// Samples a second.
    pub rate: Option<u32>,
    /// Channels.
    pub channels: Option<u16>,
}

/// Where a film keeps the table of what stands where in it, without which no player can begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// In front, or there is none and none is needed.
    Front,
    /// Behind the film: a player on a slow network would load all of it first.
    Behind,
    /// In pieces between pieces of the film.
    Fragments,
}

/// What a film or sound is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// What holds the streams.
    pub container: Container,
    /// How long it is, in milliseconds, where the file tells.
    pub duration: Option<u64>,
    /// Its size in bytes.
    pub size: u64,
    /// The pictures.
    pub video: Option<VideoStream>,
    /// The sound.
    pub audio: Option<AudioStream>,
    /// Where its table of contents is.
    pub index: Index,
    /// Whether the file ends before what it promises.
    pub cut: bool,
}

impl Probe {
    /// Returns how many bits a second there are, all streams together.
    pub fn bitrate(&self) -> Option<u64> {
        let duration = self.duration.filter(|duration| *duration > 0)?;
        u64::try_from(u128::from(self.size) * 8000 / u128::from(duration)).ok()
    }
}
