namespace Glia.Files;

/// <summary>What the elements of an <see cref="NdArray"/> are, under the names of .NET. In brackets: numpy's code.</summary>
public enum NumberType
{
    /// <summary>True or false, one byte (b1).</summary>
    Bool,

    /// <summary>0 to 255 (u1).</summary>
    UInt8,

    /// <summary>-128 to 127 (i1).</summary>
    Int8,

    /// <summary>Two bytes, no sign (u2).</summary>
    UInt16,

    /// <summary>Two bytes (i2).</summary>
    Int16,

    /// <summary>Four bytes, no sign (u4).</summary>
    UInt32,

    /// <summary>Four bytes (i4).</summary>
    Int32,

    /// <summary>Eight bytes, no sign (u8).</summary>
    UInt64,

    /// <summary>Eight bytes (i8).</summary>
    Int64,

    /// <summary>Half precision (f2).</summary>
    Float16,

    /// <summary>Single precision (f4).</summary>
    Float32,

    /// <summary>Double precision (f8).</summary>
    Float64,

    /// <summary>Unicode text (U followed by a length).</summary>
    Text,

    /// <summary>Text as bytes, read as UTF-8 (S followed by a length).</summary>
    Bytes,
}
