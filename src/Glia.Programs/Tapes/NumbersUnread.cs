namespace Glia.Programs.Tapes;

/// <summary>What was not found in what a program computed number by number.</summary>
/// <param name="Why">What is missing, in the recorder's word.</param>
/// <param name="File">Where the numbers stand that it is about; null where there are none.</param>
/// <param name="Line">The line in that file.</param>
internal sealed record NumbersUnread(string Why, string? File, int? Line)
{
    /// <summary>It in words, as what follows "It computes number by number, and".</summary>
    /// <param name="program">The program, whose own lines need no name of a file.</param>
    public string InWords(string program)
    {
        string line = File is null || Path.GetFileName(File) == program ? $"line {Line}" : $"line {Line} of {Path.GetFileName(File)}";
        return Why switch
        {
            "units" => $"the numbers that {line} changes stand in no sums of products of their own",
            "layers" => $"how the sums of products follow one another as layers, as those in {line}, is not understood",
            "answers" => $"what comes of the last sums of products, in {line}, is compared with nothing that is understood",
            "shared" => $"the numbers that {line} changes are whole numbers, or one and the same, in more than the first step",
            "large" => "no step was seen whole: one of more than 300,000 operations is not read",
            _ => "no sums of products were seen whose factors are changed by what comes of them, twice at least",
        };
    }
}
