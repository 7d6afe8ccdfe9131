using Glia.Data;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>Reads the settings of an <see cref="Augmentation"/>: those of a file, and the short form of a flag.</summary>
internal static class AugmentationReader
{
    /// <summary>What a section says, absent keys being the defaults.</summary>
    /// <exception cref="GliaException">A value cannot be.</exception>
    public static Augmentation Read(Section section)
    {
        var none = new Augmentation();
        var augmentation = new Augmentation
        {
            Rotate = section.Number("rotate", none.Rotate),
            Shift = section.Number("shift", none.Shift),
            Scale = section.Number("scale", none.Scale),
            Shear = section.Number("shear", none.Shear),
            Elastic = section.Number("elastic", none.Elastic),
            ElasticGrid = section.Integer("elastic_grid", none.ElasticGrid, 2),
            Crop = section.Number("crop", none.Crop),
            Flip = section.Choice("flip", [.. Augmentation.Flips]),
            Erase = section.Number("erase", none.Erase),
            Brightness = section.Number("brightness", none.Brightness),
            FillMode = section.Choice("fill_mode", [.. Augmentation.FillModes]),
            FillValue = section.OptionalNumber("fill_value"),
        };
        // A sentence begins with the name of the setting.
        return augmentation.Wrong() is { } wrong
            ? throw section.Error(wrong.Split(' ')[0], $"{section.Path}.{wrong}")
            : augmentation;
    }

    /// <summary>What <c>rotate=12,flip=horizontal</c> says; <c>none</c> is an augmentation that changes nothing.</summary>
    /// <param name="flag">The flag, for errors.</param>
    /// <param name="text">What was written behind it.</param>
    /// <exception cref="GliaException">It is no list of settings, or a setting cannot be.</exception>
    public static Augmentation Parse(string flag, string text)
    {
        Section section = ShortSettings.Of(flag, text, "rotate=12,shift=2", "augment");
        Augmentation augmentation = Read(section);
        section.Close();
        return augmentation;
    }
}
