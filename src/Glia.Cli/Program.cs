using Glia.Cli;

using var interruption = new Interruption();
using ForgivingStream output = ForgivingStream.OfOutput(), errors = ForgivingStream.OfErrors();
Console.SetOut(output.ToWriter(Console.OutputEncoding));
Console.SetError(errors.ToWriter(Console.OutputEncoding));
int code = CommandLine.Run(args, () => Terminal.OfProcess(interruption, output), Console.Out, Console.Error);
if (output.Lost is null) return code;
if (!output.IsReaderGone)
    Console.Error.WriteLine($"Standard output could not be written ({output.Lost.Message.TrimEnd('.')}); what was to be shown is lost.");
return code == 0 ? ExitCodes.OutputLost : code;
