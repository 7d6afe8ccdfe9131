namespace Glia.Doctor.Facts;

/// <summary>What the numbers of a sample are to each other, as the network takes them.</summary>
/// <param name="Shape">Their shape where the first layer with weights takes them: images have rank 3, sequences 2, columns 1.</param>
/// <param name="IndexCount">Where they are the numbers of words or other things and no quantities: of how many; else null.</param>
internal sealed record InputForm(Shape Shape, int? IndexCount)
{
    // Words that are told apart where sentences are compared; beyond them two share a column. Convention.
    private const int MostWords = 512;

    // Columns for each word at each place: of more of them a few hundred rows say nothing. Convention.
    private const int MostPlaced = 256;

    /// <summary>Whether they are no quantities, so that they can neither be scaled nor be far or near.</summary>
    public bool AreIndices => IndexCount is not null;

    /// <summary>Whether they are the steps of a sequence.</summary>
    public bool IsSequence => Shape.Rank == 2;

    /// <summary>What a network takes.</summary>
    public static InputForm Of(Network network)
    {
        // A reshape at the front only says what the numbers are.
        Layer? first = network.IsChain ? network.Layers.FirstOrDefault(layer => layer.SumsInputs || layer.IndexCount is not null) : null;
        bool sameNumbers = first is not null && first.InputShape.Size == network.InputShape.Size;
        return new InputForm(sameNumbers ? first!.InputShape : network.InputShape, network.IndexCount);
    }

    /// <summary>
    /// The rows as learners compare them that see nothing but columns: the numbers themselves, or how often each word occurs. Where few
    /// words stand at few places, also which stands where.
    /// </summary>
    public (float[] Values, int Width) AsColumns(Sample rows)
    {
        if (IndexCount is not { } count) return (rows.Inputs, rows.Width);
        int words = Math.Min(count, MostWords), places = rows.Width > 1 && (long)count * rows.Width <= MostPlaced ? rows.Width : 0;
        int width = words * (1 + places);
        var columns = new float[rows.Count * width];
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> said = columns.AsSpan(row * width, width);
            for (int place = 0; place < rows.Width; place++)
            {
                int word = (int)rows[row][place] % words;
                said[word]++;
                if (places > 0) said[words * (1 + place) + word] = 1;
            }
        }
        return (columns, width);
    }
}
