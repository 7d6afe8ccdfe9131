using Glia.Doctor.Findings;

namespace Glia.Doctor.Exhibits;

/// <summary>What was measured of a subject, ready to be drawn. Each kind is computed when a finding asks for it.</summary>
internal interface IExhibits
{
    /// <summary>An exhibit; null where it was not measured here.</summary>
    Exhibit? Of(ExhibitKind kind);
}
