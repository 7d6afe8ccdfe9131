namespace Glia.Tables.Text;

/// <summary>The rows of a table, one after the other.</summary>
internal abstract class TableRows : IDisposable
{
    /// <summary>How many fields the row has.</summary>
    public int Count { get; protected set; }

    /// <summary>The line the row begins in, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>A field of the row, valid until the next one.</summary>
    public abstract ReadOnlySpan<char> this[int field] { get; }

    /// <summary>Goes to the next row that is no empty line.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="GliaException">The text is broken there.</exception>
    public abstract bool Next();

    /// <inheritdoc/>
    public abstract void Dispose();
}
