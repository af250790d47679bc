# Agreement and S of all pairs of states in all sessions in data.table: a self-join by session, then a group-by.
# Rscript similarity.R VOTES.csv (columns rcid, session, state, vote: 1 yes, 2 abstain, 3 no)
suppressMessages(library(data.table))
setDTthreads(0)
votes <- fread(commandArgs(trailingOnly = TRUE)[1])
setkey(votes, rcid)
found <- rbindlist(lapply(split(votes, by = "session"), function(v) {
  pairs <- v[v, on = "rcid", allow.cartesian = TRUE, nomatch = NULL][state < i.state]
  pairs[, .(n = .N, agreement = mean(vote == i.vote), s = 1 - mean(abs(vote - i.vote))), by = .(state, i.state)]
}))
cat(nrow(votes), "votes,", nrow(found), "dyad-sessions, 2 measures\n")
