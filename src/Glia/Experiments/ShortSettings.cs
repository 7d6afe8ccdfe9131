using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Experiments;

/// <summary>Settings of a section in the short form of a flag: <c>rotate=12,flip=horizontal</c>, or <c>none</c>.</summary>
internal static class ShortSettings
{
    /// <summary>The section that the text stands for; whoever reads it closes it.</summary>
    /// <param name="flag">The flag, for errors.</param>
    /// <param name="text">What was written behind it.</param>
    /// <param name="example">What could have been written.</param>
    /// <param name="name">The section's name in a file.</param>
    /// <exception cref="GliaException">It is no list of settings.</exception>
    public static Section Of(string flag, string text, string example, string name)
    {
        var json = new JsonObject();
        foreach (string setting in text == "none" ? [] : text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (setting.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } key, { Length: > 0 } value])
                throw new GliaException($"{flag} is '{text}'; write settings with commas between, for example {flag} {example}, or none.");
            bool isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
            json[key] = isNumber && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(value);
        }
        return new Section(flag, json, name);
    }
}
