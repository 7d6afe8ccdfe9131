using System.Globalization;

namespace Glia.Interop.Keras;

/// <summary>Which Keras wrote a file: some words mean other things since Keras 3, and the oldest files have other words.</summary>
/// <param name="Text">What the file says; empty where it says nothing.</param>
/// <param name="Major">1, 2 or 3.</param>
/// <param name="IsTensorFlowJs">Whether TensorFlow.js wrote it, which computes as Keras 2 does.</param>
internal sealed record KerasVersion(string Text, int Major, bool IsTensorFlowJs = false)
{
    /// <summary>The version that a file says.</summary>
    /// <param name="text">Its word; null where there is none.</param>
    /// <param name="otherwise">What it is where there is none.</param>
    public static KerasVersion Of(string? text, int otherwise)
    {
        if (text is null) return new KerasVersion("", otherwise);
        if (text.StartsWith("tfjs", StringComparison.Ordinal)) return new KerasVersion(text, 2, true);
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return int.TryParse(dot < 0 ? text : text[..dot], CultureInfo.InvariantCulture, out int major) && major is >= 0 and < 100
            ? new KerasVersion(text, Math.Clamp(major, 1, 3))
            : new KerasVersion(text, otherwise);
    }

    /// <summary>Whether Keras 3 wrote it.</summary>
    public bool IsThree => Major >= 3;

    /// <summary>For messages.</summary>
    public override string ToString() => Text.Length == 0 ? "Keras" : IsTensorFlowJs ? Text : $"Keras {Text}";
}
