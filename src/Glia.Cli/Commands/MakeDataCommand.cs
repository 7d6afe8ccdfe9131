using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Data;
using Glia.Kernels;
using Glia.Mnist;

namespace Glia.Cli.Commands;

/// <summary><c>glia make-data</c>: more digits than fit memory.</summary>
internal static class MakeDataCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "make-data";

    private const int UsualRows = 8_100_000;

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Writes millions of deformed digits, to train on data larger than memory.");
        if (!complete) return command;
        var file = new Argument<string>("OUT.npz")
        {
            Description = "The file: x_train and y_train deformed, x_test and y_test as they are, of unsigned bytes; 784 bytes a digit.",
        };
        var rows = new Option<int?>("--rows")
        {
            Description = "How many deformed digits, 8,100,000 by default; the 60,000 training digits come again and again.",
            HelpName = "N",
        }.AtLeast(1);
        var augment = new Option<string?>("--augment")
        {
            Description = "How far they are deformed; as glia train mnist-cnn does it by default.",
            HelpName = "rotate=12,shift=2",
        };
        Option<long?> seed = CommonFlags.Seed();
        var threads = new Option<int?>("--threads")
        {
            Description = "How many threads; the file does not depend on them.",
            HelpName = "N",
        }.AtLeast(1);
        command.Add(file);
        command.Add(rows);
        command.Add(augment);
        command.Add(seed);
        command.Add(threads);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(file), parsed.GetValue(rows) ?? UsualRows,
            parsed.GetValue(augment) is { } changes ? Augmentation.Parse(augment.Name, changes) : null, parsed.GetValue(seed) ?? 1,
            parsed.GetValue(threads) ?? Environment.ProcessorCount));
        Examples.Attach(command, """
            glia make-data big.npz
            glia make-data digits.npz --rows 1000000 --augment rotate=12,shift=2 --seed 7
            """);
        return command;
    }

    private static int Run(Terminal terminal, string file, int rows, Augmentation? augmentation, long seed, int threads)
    {
        ExportCommand.RequireNpz(file);
        int? ended = WritingLine.Follow(terminal, file, rows, "digits",
            live => DeformedDigits.Write(file, rows, augmentation, (ulong)seed, new Workers(threads), live, terminal.Interrupted));
        if (ended is { } code) return code;
        terminal.Plain.WriteLine($"{rows:N0} deformed and {MnistData.TestRows:N0} test digits are in {file}; glia train {file} learns " +
            "from them, whatever memory there is.");
        return 0;
    }
}
