using System.Reflection;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

/// <summary>
/// Every fault and symptom the doctor knows; each stands in the file of its rule. What each brings about is written beside it
/// (<see cref="Fault.Explains"/>); the relation has no cycles, which a test checks.
/// </summary>
internal static partial class Faults
{
    private const string Look = "Look for its cause: glia explain with this code lists what can bring it about.";

    // Lazy: the order in which the parts of a partial class initialise their properties is not defined.
    private static readonly Lazy<IReadOnlyList<Fault>> s_all = new(() =>
        [.. typeof(Faults).GetProperties(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Fault))
            .Select(property => (Fault)property.GetValue(null)!)
            .OrderBy(fault => fault.Code, StringComparer.Ordinal)]);

    /// <summary>All of them, by code.</summary>
    internal static IReadOnlyList<Fault> All => s_all.Value;
}
