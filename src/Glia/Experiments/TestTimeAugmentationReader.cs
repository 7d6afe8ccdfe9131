using Glia.Data;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>Reads the settings of a <see cref="TestTimeAugmentation"/>: those of a file, and the short form of a flag.</summary>
internal static class TestTimeAugmentationReader
{
    /// <summary>What a section says, absent keys being the defaults.</summary>
    /// <exception cref="GliaException">A value cannot be.</exception>
    public static TestTimeAugmentation Read(Section section) => new()
    {
        Shift = section.Integer("shift", 0, 0, ImageSize.MostSide),
        Flip = section.Choice("flip", [.. Augmentation.Flips]),
    };

    /// <summary>The same where it is all that there is.</summary>
    /// <exception cref="GliaException">A value cannot be, or a key is unknown.</exception>
    public static TestTimeAugmentation ReadWhole(Section section)
    {
        TestTimeAugmentation augmentation = Read(section);
        section.Close();
        return augmentation;
    }

    /// <summary>What <c>shift=1,flip=horizontal</c> says; <c>none</c> is the picture as it is.</summary>
    /// <param name="flag">The flag, for errors.</param>
    /// <param name="text">What was written behind it.</param>
    /// <exception cref="GliaException">It is no list of settings, or a setting cannot be.</exception>
    public static TestTimeAugmentation Parse(string flag, string text) =>
        ReadWhole(ShortSettings.Of(flag, text, "shift=1,flip=horizontal", "test_time_augmentation"));
}
