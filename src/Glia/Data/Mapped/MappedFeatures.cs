namespace Glia.Data.Mapped;

/// <summary>Inputs of which a part at least stays in a file.</summary>
internal abstract class MappedFeatures : Features
{
    /// <param name="shape">The size of one sample.</param>
    protected MappedFeatures(Shape shape) => Shape = shape;

    /// <inheritdoc/>
    internal override bool AreOnDisk => true;
}
