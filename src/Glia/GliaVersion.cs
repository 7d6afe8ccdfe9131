using System.Reflection;

namespace Glia;

/// <summary>Which Glia this is.</summary>
public static class GliaVersion
{
    /// <summary>The version, such as <c>0.2.0</c>.</summary>
    public static string Text { get; } =
        typeof(GliaVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
