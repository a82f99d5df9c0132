/* XML reports for tests, put together from their parts. */
#ifndef TESTS_FORMATS_COVERAGE_XML_CASE_H
#define TESTS_FORMATS_COVERAGE_XML_CASE_H

#include "coverage_case.h"

#define COBERTURA(body)                                               \
	"<coverage line-rate=\"1\"><packages><package><classes>" body \
	"</classes></package></packages></coverage>"
#define CLASS(name, lines) "<class filename=\"" name "\"><methods/><lines>" lines "</lines></class>"
#define LINE(number, hits) "<line number=\"" number "\" hits=\"" hits "\"/>"
#define BRANCH(number, hits, condition) \
	"<line number=\"" number "\" hits=\"" hits "\" branch=\"true\"" condition "/>"

#define CLOVER(version, body)                                                      \
	"<coverage generated=\"1700000000\" clover=\"" version "\"><project>" body \
	"</project></coverage>"
#define JACOCO(body)  "<report name=\"r\"><package name=\"a/b\">" body "</package></report>"
#define SOURCE(body)  JACOCO("<sourcefile name=\"C.java\">" body "</sourcefile>")
#define COUNTER(m, c) "<counter type=\"LINE\" missed=\"" m "\" covered=\"" c "\"/>"
#define SONAR(body)   "<coverage version=\"1\"><file path=\"a.c\">" body "</file></coverage>"
#define DTD           "<?xml version='1.0'?><!DOCTYPE coverage SYSTEM 'http://127.0.0.1:1/x.dtd'>"

#endif
